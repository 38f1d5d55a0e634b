from certification.models.application import Application, ApplicationRequest
from certification.models.badge import Badge
from certification.models.benchmarking import Benchmarking, Participation
from certification.models.certification import Certification
from certification.models.cluster_organisation import ClusterOrganisation
from certification.models.concern import Concern
from certification.models.contact_message import ContactMessage, ContactRequest
from certification.models.course import Course, CourseTrainer
from certification.models.enrolment import Enrolment
from certification.models.entry import Entry, Standing, state
from certification.models.entry_change import EntryChange
from certification.models.expert import Expert
from certification.models.level import Level
from certification.models.mail import MailTemplate, Occasion, SentMail
from certification.models.register_import import (
    ImportedCertification,
    ImportedPerson,
    ImportProblem,
    ImportRow,
    RegisterImport,
)
from certification.models.register_settings import NumberSeries, RegisterSettings
from certification.models.required_benchmarkings import RequiredBenchmarkings
from certification.models.rule import LevelRule
from certification.models.sent_form import SentForm
from certification.models.status import Status
from certification.models.suspension import Suspension
from certification.models.traineeship import Traineeship
from certification.models.word import Word

__all__ = [
    "Application",
    "ApplicationRequest",
    "Badge",
    "Benchmarking",
    "Certification",
    "ClusterOrganisation",
    "Concern",
    "ContactMessage",
    "ContactRequest",
    "Course",
    "CourseTrainer",
    "Enrolment",
    "Entry",
    "EntryChange",
    "Expert",
    "ImportProblem",
    "ImportRow",
    "ImportedCertification",
    "ImportedPerson",
    "Level",
    "LevelRule",
    "MailTemplate",
    "NumberSeries",
    "Occasion",
    "Participation",
    "RegisterImport",
    "RegisterSettings",
    "RequiredBenchmarkings",
    "SentForm",
    "SentMail",
    "Standing",
    "Status",
    "Suspension",
    "Traineeship",
    "Word",
    "state",
]
