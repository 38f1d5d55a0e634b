"""The staff side of what people are certified for."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from certification.admin.application import ApplicationAdmin
from certification.admin.benchmarking import BenchmarkingAdmin
from certification.admin.certification import CertificationAdmin
from certification.admin.cluster_organisation import ClusterOrganisationAdmin
from certification.admin.concern import ConcernAdmin
from certification.admin.contact_message import ContactMessageAdmin
from certification.admin.course import CourseAdmin
from certification.admin.enrolment import EnrolmentAdmin
from certification.admin.expert import ExpertAdmin
from certification.admin.level import LevelAdmin
from certification.admin.mail import MailTemplateAdmin, SentMailAdmin
from certification.admin.person import RegisterPersonAdmin
from certification.admin.register_import import RegisterImportAdmin
from certification.admin.register_settings import RegisterSettingsAdmin
from certification.admin.rule import LevelRuleAdmin
from certification.admin.traineeship import TraineeshipAdmin

__all__ = [
    "ApplicationAdmin",
    "BenchmarkingAdmin",
    "CertificationAdmin",
    "ClusterOrganisationAdmin",
    "ConcernAdmin",
    "ContactMessageAdmin",
    "CourseAdmin",
    "EnrolmentAdmin",
    "ExpertAdmin",
    "LevelAdmin",
    "LevelRuleAdmin",
    "MailTemplateAdmin",
    "RegisterImportAdmin",
    "RegisterPersonAdmin",
    "RegisterSettingsAdmin",
    "SentMailAdmin",
    "TraineeshipAdmin",
]

admin.site.site_header = _("Cluster Expert Register")
admin.site.site_title = _("Cluster Expert Register")
admin.site.index_title = _("The register today")
