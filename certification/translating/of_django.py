"""Strings of Django that staff read and that its own catalogues do not have in each of our languages.

Marked here, word for word as Django has them, they get into our catalogues; these are asked before those of
Django, because our app stands before its apps in INSTALLED_APPS. A string that Django has translated
meanwhile, or no longer has, can go.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

ADMIN = [
    _("Select this object for an action - {}"),
    ngettext_lazy("…and %(count)d more object.", "…and %(count)d more objects."),
    _("Run"),
    _("Breadcrumbs"),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Error:"),
    _("Set password"),
    _("This action will <strong>enable</strong> password-based authentication for this user."),
    _("Disable password-based authentication"),
    _("Enable password-based authentication"),
    _("Skip to main content"),
    _("Hide counts"),
    _("Show counts"),
    _("Toggle theme (current theme: auto)"),
    _("Toggle theme (current theme: light)"),
    _("Toggle theme (current theme: dark)"),
    _("Filter by %(field_name)s"),
    _(
        "Deleting the %(object_name)s “%(escaped_object)s” would result in deleting related objects, "
        "but your account doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting the following "
        "protected related objects:"
    ),
    _(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? All of the "
        "following related items will be deleted:"
    ),
    _("Added:"),
    _("Changed:"),
    _("Deleted:"),
    _("Forgotten your login credentials?"),
    _("Sidebar"),
    _("Start typing to filter…"),
    _("Filter navigation items"),
    _("Pagination %(name)s entries"),
    ngettext_lazy("entry", "entries"),
    _("Pagination %(name)s"),
    _("Search %(name)s"),
    _("View selected %(model)s"),
    _("Logout"),
    _("Thanks for spending some quality time with the web site today."),
    _("In case you’ve forgotten, you are:"),
    _("Select all objects on this page for an action"),
]
ACCOUNTS = [
    _("Conflicting form data submitted. Please try again."),
    _("Password-based authentication was disabled."),
    _("Set password: %s"),
    _("Reset password"),
    _(
        "Whether the user will be able to authenticate using a password or not. If disabled, they "
        "may still be able to authenticate using other backends, such as Single Sign-On or LDAP."
    ),
    _("Password-based authentication"),
    _("Enabled"),
    _("Disabled"),
    _("Raw passwords are not stored, so there is no way to see the user’s password."),
    _("Enable password-based authentication for this user by setting a password."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
]
FORMS = [
    _("- Select an option -"),
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
]
