import re
from collections.abc import Collection
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import connections, models, router
from django.db.models import Exists, Func, OuterRef, Q
from django.db.models.functions import Now, Upper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from people import alphabet, names
from people.history import keep_history, never_deleted, touch_updated_at
from people.languages import validate_language
from people.models.consent import Consent
from people.models.erasure import Erasure, address_never_changes, stays_erased
from people.models.organisation import Organisation
from people.models.sector import Sector
from people.photos import PhotoField

REGISTER_NO = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
LONGEST_REGISTER_NO = 32
# Columns that are made of the names.
DERIVED = (*alphabet.COLUMNS, "search_text")
GAPS = {"country": Q(country=""), "organisation": Q(organisation=None), "email": Q(email="")}


class PersonQuerySet(models.QuerySet):
    def alike(self, person: "Person") -> Self:
        """Others of the same name or e-mail address: the same person entered twice, or a namesake."""
        same = self.named_like(person.family_name, person.given_name, person.email)
        return same.exclude(pk=person.pk)

    def named_like(self, family_name: str, given_name: str, email: str) -> Self:
        """Of the same name or e-mail address, however they are written."""
        same = Q(sort_key=names.sort_key(family_name, given_name))
        return self.filter(same | Q(email__iexact=email) if email else same)

    def of_countries(self, codes: Collection[str]) -> Self:
        """For staff who are limited to these; whose country is not known belongs to none."""
        return self.filter(country__in=codes)

    def listed(self) -> Self:
        """Those who agree, today, to stand on public pages: whatever day a page is about."""
        return self.filter(_consent_in_force())

    def unlisted(self) -> Self:
        """Those who may be asked for consent: of whose data nothing is erased."""
        return self.not_erased().exclude(_consent_in_force())

    def not_erased(self) -> Self:
        return self.filter(~is_erased())

    def reachable(self) -> Self:
        """Those to whom the register passes messages on. Person.is_reachable is the same for one record."""
        return self.filter(takes_messages=True).exclude(email="")

    def with_gaps(self, *fields: str) -> Self:
        """Those of whom the country, the organisation or the e-mail is not known; or one of `fields`."""
        missing = Q()
        for field in fields or GAPS:
            missing |= GAPS[field]
        return self.not_erased().filter(missing)

    def languages_in_use(self) -> set[str]:
        codes = self.order_by().annotate(code=Func("languages", function="unnest"))
        return set(codes.values_list("code", flat=True).distinct())


def _consent_in_force() -> Exists:
    return Exists(Consent.objects.in_force().filter(person=OuterRef("pk")))


def is_erased(person: str = "pk") -> Exists:
    """Condition: the data of the person to whom that path leads are erased. See Person.is_erased."""
    return Exists(Erasure.objects.filter(person=OuterRef(person)))


# What the erasure of a person's data erases.
PERSONAL = (
    *("given_name", "family_name", "former_names", "nicknames", "slug", "organisation"),
    *(
        "position",
        "languages",
        "biography",
        "website",
        "photo",
        "email",
        "telephone",
        "is_available",
    ),
)


@keep_history(personal=PERSONAL, exclude=[*DERIVED, "created_at", "updated_at"])
class Person(models.Model):
    register_no = models.CharField(
        _("register number"),
        max_length=LONGEST_REGISTER_NO,
        blank=True,
        validators=[
            RegexValidator(
                rf"^{REGISTER_NO.pattern}\Z", _("Letters, digits and single hyphens between them.")
            )
        ],
        help_text=_("Given once and never changed. Leave it empty to get the next free one."),
    )
    slug = models.SlugField(
        _("public address"),
        max_length=160,
        unique=True,
        editable=False,
        help_text=_("Made from name and register number. Never changes and is never used again."),
    )

    given_name = models.CharField(
        _("given name"), max_length=100, help_text=_("As the person writes it.")
    )
    family_name = models.CharField(_("family name"), max_length=100)
    former_names = models.CharField(
        _("former names"),
        max_length=200,
        blank=True,
        help_text=_("Found by the search, and not shown. Separate several by semicolons."),
    )
    nicknames = models.CharField(
        _("nicknames"),
        max_length=200,
        blank=True,
        help_text=_("Found by the search, and not shown. Separate several by semicolons."),
    )
    country = CountryField(
        _("country"), blank=True, help_text=_("Where the person works as an expert.")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, validators=[validate_language]),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("Those in which the person can lead a benchmarking interview."),
    )
    sectors = models.ManyToManyField(
        Sector, blank=True, related_name="people", verbose_name=_("sectors of expertise")
    )
    biography = models.TextField(
        _("biography"), max_length=4000, blank=True, help_text=_("Public. Plain text.")
    )
    website = models.URLField(_("website"), blank=True)
    photo = PhotoField(
        _("photo"),
        blank=True,
        help_text=_(
            "JPEG, PNG or WebP. It is made smaller, and what a camera adds to it is removed."
        ),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Private: on no public page."))
    telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("Private: on no public page.")
    )
    correspondence_language = models.CharField(
        _("language of e-mails"),
        max_length=3,
        default="en",
        db_default="en",
        validators=[validate_language],
        help_text=_("In which the register writes to the person, as far as there are texts in it."),
    )
    takes_messages = models.BooleanField(
        _("takes messages of visitors"),
        default=True,
        db_default=True,
        help_text=_(
            "With an address, visitors can write by a form on the public page: the register passes it on, "
            "and shows the address to nobody. Each such mail has a link to switch this off."
        ),
    )
    is_available = models.BooleanField(
        _("available for assignments"),
        null=True,
        blank=True,
        help_text=_("Shown publicly. Unknown until the person has said so."),
    )

    # In the order of English and German, and in the other alphabets: people/alphabet.py.
    sort_key = models.TextField(editable=False, db_collation="C")
    sort_key_nb = models.TextField(editable=False, db_collation="C")
    sort_key_es = models.TextField(editable=False, db_collation="C")
    sort_key_tr = models.TextField(editable=False, db_collation="C")
    search_text = models.TextField(editable=False, db_collation="C")
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("last updated"), db_default=Now(), editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="person_in_order"),
            models.Index(fields=["country", "sort_key", "id"], name="person_by_country"),
            GinIndex(fields=["search_text"], name="person_words", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["languages"], name="person_languages"),
            models.Index(Upper("email"), name="person_by_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                Upper("register_no"),
                name="register_number_belongs_to_one_person",
                violation_error_message=_("This register number belongs to somebody else already."),
            ),
            models.CheckConstraint(
                condition=Q(register_no__regex=rf"^{REGISTER_NO.pattern}$"),
                name="register_number_is_letters_digits_and_hyphens",
                violation_error_message=_("Letters, digits and single hyphens between them."),
            ),
            models.CheckConstraint(
                condition=~Q(given_name="") & ~Q(family_name=""),
                name="person_has_given_and_family_name",
                violation_error_message=_("A person needs a given and a family name."),
            ),
        ]
        triggers = [
            never_deleted(),
            touch_updated_at(derived=DERIVED),
            address_never_changes(),
            stays_erased(PERSONAL),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        if not self.register_no:
            self.register_no = next_register_no(kwargs.get("using") or router.db_for_write(Person))
        self.fold_names()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *DERIVED}
        super().save(**kwargs)

    def clean(self) -> None:
        for field in ("given_name", "family_name", "former_names", "nicknames", "position"):
            setattr(self, field, " ".join(getattr(self, field).split()))

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def name_in_order(self) -> str:
        """As it stands in lists, which are in the order of family names."""
        return f"{self.family_name}, {self.given_name}"

    @cached_property
    def is_erased(self) -> bool:
        return self.erasures.exists()

    @property
    def is_reachable(self) -> bool:
        """The same rule as PersonQuerySet.reachable."""
        return self.takes_messages and self.email != ""

    @property
    def initials(self) -> str:
        """Two letters in place of a photo."""
        return names.initials(self.given_name, self.family_name)

    def is_listed(self) -> bool:
        """The same rule as PersonQuerySet.listed, for one record."""
        return any(consent.is_in_force() for consent in self.consents.all())

    def fold_names(self) -> None:
        """Set what is derived from the names. Called by save(); bulk writers call it themselves.

        Gives a new person the public address, for which the register number must be known.
        """
        for column, key in alphabet.sort_keys(self.family_name, self.given_name).items():
            setattr(self, column, key)
        other_names = self.former_names, self.nicknames
        self.search_text = names.search_text(
            [self.given_name, self.family_name, *other_names, self.register_no], of_person=True
        )
        if not self.slug:
            self.slug = make_slug(self.given_name, self.family_name, self.register_no)


@keep_history(
    app_label="people",
    personal=["sector"],
    # In the history it may become blank.
    attrs={
        "sector": models.ForeignKey(
            Sector, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
        )
    },
)
class Expertise(Person.sectors.through):  # type: ignore[name-defined, misc]
    """The rows behind Person.sectors, named here so that their changes are kept as well."""

    class Meta:
        proxy = True
        verbose_name = _("sector of expertise")
        verbose_name_plural = _("sectors of expertise")


def make_slug(given_name: str, family_name: str, register_no: str) -> str:
    """The public address: readable, and unique because the register number is.

    The number's hyphens become underscores, so that no part of a name can pass for a part of it.

    >>> make_slug("Åse", "Ødegård", "E-42")
    'ase-odegard-e_42'
    """
    name = names.fold(f"{given_name} {family_name}").replace(" ", "-")[:120].strip("-")
    return f"{name}-{register_no.lower().replace('-', '_')}".strip("-")


def next_register_no(using: str) -> str:
    """The next number of the database's sequence; one that an import has brought already is skipped."""
    with connections[using].cursor() as cursor:
        while True:
            cursor.execute("SELECT 'E' || lpad(nextval('people_register_no')::text, 6, '0')")
            (number,) = cursor.fetchone()
            if not Person.objects.using(using).filter(register_no__iexact=number).exists():
                return number
