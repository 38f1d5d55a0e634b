"""The staff side of what people are certified for."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from certification.admin.application import ApplicationAdmin
from certification.admin.certification import CertificationAdmin
from certification.admin.course import CourseAdmin
from certification.admin.enrolment import EnrolmentAdmin
from certification.admin.expert import ExpertAdmin
from certification.admin.level import LevelAdmin
from certification.admin.register_import import RegisterImportAdmin

__all__ = [
    "ApplicationAdmin",
    "CertificationAdmin",
    "CourseAdmin",
    "EnrolmentAdmin",
    "ExpertAdmin",
    "LevelAdmin",
    "RegisterImportAdmin",
]

admin.site.site_header = _("Cluster Expert Register")
admin.site.site_title = _("Cluster Expert Register")
admin.site.index_title = _("The register today")
