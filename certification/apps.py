from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        # They register themselves.
        from certification.mail import checks  # noqa: F401
        from certification.verification.badges import checks as badge_checks  # noqa: F401
        from certification.verification.paper import checks as paper_checks  # noqa: F401
