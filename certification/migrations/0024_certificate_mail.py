from django.db import migrations

# In which staff find the mail when they begin; they change it in the admin.
TEXTS = [
    (
        "certificate",
        "en",
        "Your certificate as a cluster expert",
        """\
Dear {{ name }},

your certificate as a cluster expert is ready:

- {{ level }}, number {{ number }}: certified on {{ certified_on }}{% if valid_until %}, valid until {{ valid_until }}{% endif %}

Look at it, download it to print it, and add it to your profile on LinkedIn here: {{ certificate_url }}

The link is for you only, and works until {{ link_until }}. If you need another one later, write to {{ contact }}.

Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "certificate",
        "de",
        "Ihr Zertifikat als Cluster-Experte",
        """\
Guten Tag {{ name }},

Ihr Zertifikat als Cluster-Expertin oder Cluster-Experte ist fertig:

- {{ level }}, Nummer {{ number }}: zertifiziert am {{ certified_on }}{% if valid_until %}, gültig bis {{ valid_until }}{% endif %}

Hier können Sie es ansehen, zum Drucken herunterladen und Ihrem Profil auf LinkedIn hinzufügen: {{ certificate_url }}

Der Link ist nur für Sie bestimmt und funktioniert bis {{ link_until }}. Wenn Sie später einen neuen brauchen, schreiben Sie an {{ contact }}.

Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
]


def add(apps, schema_editor):
    MailTemplate = apps.get_model("certification", "MailTemplate")
    texts = [
        MailTemplate(kind=kind, language=language, subject=subject, body=body)
        for kind, language, subject, body in TEXTS
    ]
    # Going back leaves them where they are, with what staff have made of them.
    MailTemplate.objects.bulk_create(texts, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("certification", "0023_signatory")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
