"""The staff side of what people are certified for."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from certification.admin.certification import CertificationAdmin
from certification.admin.expert import ExpertAdmin
from certification.admin.level import LevelAdmin
from certification.admin.person import RegisterPersonAdmin
from certification.admin.register_import import RegisterImportAdmin
from certification.admin.register_settings import RegisterSettingsAdmin
from certification.admin.rule import LevelRuleAdmin

__all__ = [
    "CertificationAdmin",
    "ExpertAdmin",
    "LevelAdmin",
    "LevelRuleAdmin",
    "RegisterImportAdmin",
    "RegisterPersonAdmin",
    "RegisterSettingsAdmin",
]

admin.site.site_header = _("Cluster Expert Register")
admin.site.site_title = _("Cluster Expert Register")
admin.site.index_title = _("The register today")
