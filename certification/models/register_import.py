"""An import of a register's export, and what it would change: staged, compared, then written or discarded.

The staged rows hold personal data, so they live only until the import is applied or discarded. What
fills these tables and compares them with the register: certification/exchange/.
"""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterImportQuerySet(models.QuerySet):
    def drafts(self) -> Self:
        return self.filter(applied_at=None, discarded_at=None)


class RegisterImport(models.Model):
    """A file that was read. A draft until staff apply or discard it."""

    file_name = models.CharField(_("file"), max_length=150)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
        help_text=_("Empty: imported on the command line."),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    is_listed = models.BooleanField(
        _("list these people publicly"),
        default=False,
        help_text=_(
            "Only if they agreed: records this import as the consent of those who have none recorded. "
            "Those who withdrew consent stay unlisted."
        ),
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, editable=False)
    discarded_at = models.DateTimeField(_("discarded at"), null=True, editable=False)

    # What it changes, or changed. A draft's may be other once the register has changed.
    people_created = models.PositiveIntegerField(_("people created"), default=0)
    people_updated = models.PositiveIntegerField(_("people updated"), default=0)
    people_unchanged = models.PositiveIntegerField(_("people unchanged"), default=0)
    certifications_created = models.PositiveIntegerField(_("certifications created"), default=0)
    certifications_updated = models.PositiveIntegerField(_("certifications updated"), default=0)
    certifications_unchanged = models.PositiveIntegerField(_("certifications unchanged"), default=0)
    rejected = models.PositiveIntegerField(_("rows rejected"), default=0)
    missing = models.PositiveIntegerField(_("people missing from the file"), default=0)
    newly_listed = models.PositiveIntegerField(_("people listed by it"), default=0)
    not_relisted = models.PositiveIntegerField(_("people who withdrew consent"), default=0)
    warnings = ArrayField(models.TextField(), verbose_name=_("warnings"), default=list, blank=True)
    # Of all differences; when it is another, so are they.
    fingerprint = models.CharField(max_length=80, editable=False)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_draft(self) -> bool:
        """The same rule as RegisterImportQuerySet.drafts, for one record."""
        return self.applied_at is None and self.discarded_at is None

    def summary(self) -> str:
        """The last line of the command's output. Other programs read it, so it is not translated."""
        return (
            f"people created={self.people_created} updated={self.people_updated} "
            f"unchanged={self.people_unchanged}; "
            f"certifications created={self.certifications_created} "
            f"updated={self.certifications_updated} unchanged={self.certifications_unchanged}; "
            f"rejected={self.rejected}"
        )


class ImportRow(models.Model):
    """A row of the file as it was understood. What is empty or was not understood is NULL."""

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    register_no = models.TextField(null=True)  # noqa: DJ001
    given_name = models.TextField(null=True)  # noqa: DJ001
    family_name = models.TextField(null=True)  # noqa: DJ001
    email = models.TextField(null=True)  # noqa: DJ001
    organisation = models.TextField(null=True)  # noqa: DJ001
    # Folded like Organisation.search_text.
    organisation_key = models.TextField(null=True, db_collation="C")  # noqa: DJ001
    country = models.TextField(null=True)  # noqa: DJ001
    languages = ArrayField(models.TextField(), null=True)
    sectors = ArrayField(models.TextField(), null=True)
    level_id = models.BigIntegerField(null=True)
    certified_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    # By the level's rule, for a new certification of which the file gives no last day.
    default_until = models.DateField(null=True)
    number = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")

    def __str__(self) -> str:
        return str(self.line)


class ImportProblem(models.Model):
    """Why a row can't be taken."""

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField()
    column = models.TextField()
    value = models.TextField()
    expected = models.TextField()
    # Found when the rows were compared with each other and the register: found anew each time.
    is_of_comparison = models.BooleanField(db_default=False)

    class Meta:
        verbose_name = _("rejected value")
        verbose_name_plural = _("rejected values")
        ordering = ["line", "id"]

    def __str__(self) -> str:
        return str(
            _("Line %(line)s, column %(column)s: “%(value)s”. Expected: %(expected)s")
            % {
                "line": self.line,
                "column": self.column,
                "value": self.value,
                "expected": self.expected,
            }
        )


class ImportedPerson(models.Model):
    """A person of the file, and the record that would be kept. `changes` holds field: [old, new]."""

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="people")
    line = models.PositiveIntegerField()
    # The register number in capitals: what identifies a person.
    key = models.TextField()
    register_no = models.TextField()
    given_name = models.TextField(null=True)  # noqa: DJ001
    family_name = models.TextField(null=True)  # noqa: DJ001
    email = models.TextField(null=True)  # noqa: DJ001
    country = models.TextField(null=True)  # noqa: DJ001
    organisation = models.TextField(null=True)  # noqa: DJ001
    organisation_key = models.TextField(null=True, db_collation="C")  # noqa: DJ001
    organisation_id = models.BigIntegerField(null=True)
    languages = ArrayField(models.TextField(), null=True)
    sectors = ArrayField(models.TextField(), null=True)
    # Empty: not in the register yet.
    person_id = models.BigIntegerField(null=True)
    # Of those whose name changes, like the columns of Person.
    sort_key = models.TextField(null=True)  # noqa: DJ001
    sort_key_nb = models.TextField(null=True)  # noqa: DJ001
    sort_key_es = models.TextField(null=True)  # noqa: DJ001
    sort_key_tr = models.TextField(null=True)  # noqa: DJ001
    search_text = models.TextField(null=True)  # noqa: DJ001
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("person of an import")
        verbose_name_plural = _("people of an import")
        indexes = [models.Index(fields=["register_import", "key"], name="imported_person_by_key")]

    def __str__(self) -> str:
        return self.register_no


class ImportedCertification(models.Model):
    """A certification of the file, and the record that would be kept. `changes` holds field: [old, new]."""

    register_import = models.ForeignKey(
        RegisterImport, models.CASCADE, related_name="certifications"
    )
    line = models.PositiveIntegerField()
    key = models.TextField()
    person_id = models.BigIntegerField(null=True)
    level_id = models.BigIntegerField()
    certified_on = models.DateField()
    valid_until = models.DateField(null=True)
    # As the file gives it; valid_until is what it comes to.
    given_until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    number = models.TextField(null=True)  # noqa: DJ001
    # Empty: not in the register yet.
    certification_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("certification of an import")
        verbose_name_plural = _("certifications of an import")

    def __str__(self) -> str:
        return f"{self.key}, {self.certified_on:%Y-%m-%d}"
