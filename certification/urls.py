from collections.abc import Callable

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpResponseBase
from django.urls import path
from django.views.decorators.cache import cache_control, never_cache
from django.views.generic import TemplateView

from certification.exporting.files import KINDS
from certification.languages import choose
from certification.register import (
    applying,
    calendar,
    concerns,
    contact,
    contact_answer,
    contact_confirm,
    courses,
    downloads,
    embedding,
    listing,
    profile,
    shortlist,
    suggesting,
    vcard,
    views,
)
from certification.register.card import views as cards
from certification.register.levels import Levels
from certification.register.page_cache import as_of_a_version
from certification.register.sitemaps import SITEMAPS
from certification.register.statistics import views as statistics
from certification.register.style import style
from certification.verification import views as verification
from certification.verification.badges import views as badges
from certification.verification.badges.upload import upload
from certification.verification.paper import holder
from people.admin.choosing import autocomplete
from people.admin.public_page import public_page

handler400 = "certification.register.errors.bad_request"
handler403 = "certification.register.errors.forbidden"
handler404 = "certification.register.errors.not_found"
handler500 = "certification.register.errors.server_error"


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Consent that is withdrawn takes effect at the next request: who keeps a copy asks each time."""
    return as_of_a_version(cache_control(no_cache=True)(view))


private = cache_control(private=True, no_cache=True)

# Pages, which there are in each language: certification/languages.py. English has no prefix.
pages = [
    path("", public(views.Home.as_view()), name="home"),
    path("about/", public(views.About.as_view()), name="about"),
    path("statistics/", public(statistics.Statistics.as_view()), name="statistics"),
    path("statistics/<slug:chart>.csv", public(statistics.as_csv), name="statistics-csv"),
    path("card.png", public(cards.of_register), name="card"),
    path("levels/", public(Levels.as_view()), name="levels"),
    path("experts/<slug:slug>/card.png", public(cards.of_expert), name="expert-card"),
    path("experts/<slug:slug>/contact.vcf", public(vcard.vcard), name="expert-vcard"),
    path("experts/", public(listing.ExpertList.as_view()), name="experts"),
    # No slug is such a word: each ends with a hyphen and a register number.
    path("experts/suggestions/", public(suggesting.suggestions), name="suggestions"),
    path("experts/embed/", public(embedding.EmbeddedList.as_view()), name="experts-embed"),
    path("experts/<slug:slug>/", public(profile.ExpertPage.as_view()), name="expert"),
    path("experts/<slug:slug>/contact/", never_cache(contact.Contact.as_view()), name="contact"),
    path("contact/sent/", public(contact.Sent.as_view()), name="contact-sent"),
    path(
        "contact/confirm/<str:token>/", never_cache(contact_confirm.confirm), name="contact-confirm"
    ),
    path("contact/answer/<str:token>/", never_cache(contact_answer.answer), name="contact-answer"),
    path("contact/off/<str:token>/", never_cache(contact_answer.off), name="contact-off"),
    path("shortlist/", never_cache(shortlist.Shortlist.as_view()), name="shortlist"),
    path("shortlist/add/", never_cache(shortlist.add), name="shortlist-add"),
    path("shortlist/remove/", never_cache(shortlist.remove), name="shortlist-remove"),
    path("shortlist/ask/", never_cache(contact.AskSeveral.as_view()), name="shortlist-ask"),
    path("courses/", public(courses.CourseList.as_view()), name="courses"),
    path("courses/<slug:slug>/", public(courses.CoursePage.as_view()), name="course"),
    path("courses/<slug:slug>/apply/", never_cache(applying.Apply.as_view()), name="course-apply"),
    path(
        "courses/<slug:slug>/apply/sent/", public(applying.Sent.as_view()), name="course-apply-sent"
    ),
    path(
        "courses/<slug:slug>/apply/confirmed/",
        public(applying.Confirmed.as_view()),
        name="course-apply-confirmed",
    ),
    path(
        "courses/<slug:slug>/apply/<str:token>/",
        never_cache(applying.Confirm.as_view()),
        name="course-apply-confirm",
    ),
    # Not as_of_a_version: failed look-ups are counted, and an answer may depend on who asks.
    path("verify/", never_cache(verification.verify), name="verify"),
    path("verify/upload/", upload, name="verify-upload"),
    path("verify/<path:number>/", never_cache(verification.certificate), name="verify-certificate"),
    path("certificates/<str:token>/", holder.page, name="certificate"),
    path("certificates/<str:token>/certificate.pdf", holder.pdf, name="certificate-pdf"),
    path("certificates/<str:token>/certificate.svg", holder.picture, name="certificate-picture"),
    path("concerns/new/", never_cache(concerns.NewConcern.as_view()), name="concern"),
    path("concerns/sent/", never_cache(concerns.ConcernSent.as_view()), name="concern-sent"),
]

# What machines read, pictures, and the staff side: the same in all languages.
urlpatterns = [
    *i18n_patterns(*pages, prefix_default_language=False),
    path("language/<slug:language>/", choose, name="language"),
    *[
        path(f"experts.{kind}", public(downloads.experts), {"kind": kind}, name=f"experts-{kind}")
        for kind in KINDS
    ],
    path("experts/<slug:slug>/photo.jpg", private(profile.photo), name="expert-photo"),
    path("courses/calendar.ics", public(calendar.feed), name="courses-calendar"),
    path("courses/<slug:slug>/course.ics", public(calendar.course), name="course-calendar"),
    path(".well-known/did.json", badges.did, name="did"),
    path(
        "badges/status/<int:number>/",
        badges.status_list,
        {"purpose": "suspension"},
        name="status-list",
    ),
    path(
        "badges/status/<int:number>/revocation/",
        badges.status_list,
        {"purpose": "revocation"},
        name="revocation-list",
    ),
    path("badges/<uuid:uuid>/", badges.badge, name="badge"),
    path("badges/<uuid:uuid>/badge.jwt", badges.token, name="badge-jwt"),
    path("badges/levels/<slug:slug>/", badges.achievement, name="achievement"),
    *[
        path(address, view, {"kind": kind}, name=f"{name}-{kind}")
        for kind in badges.PICTURES
        for address, view, name in (
            (f"badges/<uuid:uuid>/badge.{kind}", badges.baked, "badge-picture"),
            (f"badges/levels/<slug:slug>.{kind}", badges.level_picture, "level-picture"),
        )
    ],
    path("favicon.ico", cache_control(public=True, max_age=86_400)(views.favicon), name="favicon"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain; charset=utf-8"),
        name="robots",
    ),
    path("sitemap.xml", public(sitemap_views.index), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        public(sitemap_views.sitemap),
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    # In place of Django's own, of the same address.
    path("admin/r/<int:content_type_id>/<path:object_id>/", admin.site.admin_view(public_page)),
    path("admin/autocomplete/", admin.site.admin_view(autocomplete)),
    path("admin/style/", admin.site.admin_view(style), name="style"),
    path("admin/", admin.site.urls),
]
