from django.db import migrations

# In which staff find the mails when they begin; they change them in the admin.
TEXTS = [
    (
        "before_expiry",
        "en",
        "Your certification as a cluster expert runs out soon",
        """\
Dear {{ name }},

your certification as a cluster expert runs out soon:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, number {{ certification.number }}{% endif %}: valid until {{ certification.valid_until }}
{% endfor %}

If you wish to go on working as an expert at this level, please write to {{ contact }} in good time: we will tell you what is needed to renew it.

{% if profile_url %}
This is what the public register says of you today: {{ profile_url }}

{% endif %}
Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "before_expiry",
        "de",
        "Ihre Zertifizierung als Cluster-Experte läuft bald ab",
        """\
Guten Tag {{ name }},

Ihre Zertifizierung als Cluster-Expertin oder Cluster-Experte läuft bald ab:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, Nummer {{ certification.number }}{% endif %}: gültig bis {{ certification.valid_until }}
{% endfor %}

Wenn Sie auf dieser Stufe weiterarbeiten möchten, schreiben Sie bitte rechtzeitig an {{ contact }}: Wir sagen Ihnen, was für die Erneuerung nötig ist.

{% if profile_url %}
Das sagt das öffentliche Register heute über Sie: {{ profile_url }}

{% endif %}
Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
    (
        "on_expiry",
        "en",
        "Your certification as a cluster expert has run out",
        """\
Dear {{ name }},

your certification as a cluster expert has run out:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, number {{ certification.number }}{% endif %}: the last valid day was {{ certification.valid_until }}
{% endfor %}

From now on you may not work as an expert at this level, and the register says that the certification has expired. If you wish to renew it, please write to {{ contact }}: we will tell you what is needed.

{% if profile_url %}
This is what the public register says of you today: {{ profile_url }}

{% endif %}
Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "on_expiry",
        "de",
        "Ihre Zertifizierung als Cluster-Experte ist abgelaufen",
        """\
Guten Tag {{ name }},

Ihre Zertifizierung als Cluster-Expertin oder Cluster-Experte ist abgelaufen:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, Nummer {{ certification.number }}{% endif %}: der letzte gültige Tag war der {{ certification.valid_until }}
{% endfor %}

Auf dieser Stufe dürfen Sie nun nicht mehr als Expertin oder Experte arbeiten, und das Register nennt die Zertifizierung abgelaufen. Wenn Sie sie erneuern möchten, schreiben Sie bitte an {{ contact }}: Wir sagen Ihnen, was dafür nötig ist.

{% if profile_url %}
Das sagt das öffentliche Register heute über Sie: {{ profile_url }}

{% endif %}
Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
    (
        "staff_digest",
        "en",
        "The register on {{ on }}",
        """\
Dear {{ name }},

this is what waits in the register on {{ on }}.

{% for level in ready %}
Ready for {{ level.level }}: {{ level.count }}
{% for person in level.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if level.more %}
- and {{ level.more }} more
{% endif %}

{% endfor %}
Certifications that run out soon: {{ running_out.count }}
{% for person in running_out.people %}
- {{ person.name }}, {{ person.level }}, valid until {{ person.valid_until }}: {{ person.url }}
{% endfor %}
{% if running_out.more %}
- and {{ running_out.more }} more
{% endif %}

Trainees who took part in no benchmarking for long: {{ stalled.count }}
{% for person in stalled.people %}
- {{ person.name }}, {{ person.level }}: {{ person.url }}
{% endfor %}
{% if stalled.more %}
- and {{ stalled.more }} more
{% endif %}

{% if without_address.count %}
Experts who should be told of their certification's end, and have no e-mail address: {{ without_address.count }}
{% for person in without_address.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if without_address.more %}
- and {{ without_address.more }} more
{% endif %}

{% endif %}
{% if failed.count %}
Experts to whom no mail could be sent in the last seven days: {{ failed.count }}
{% for person in failed.people %}
- {{ person.name }}, {{ person.address }}: {{ person.url }}
{% endfor %}
{% if failed.more %}
- and {{ failed.more }} more
{% endif %}

{% endif %}
The register: {{ register_url }}
""",
    ),
    (
        "course_application",
        "en",
        "Please confirm your application: {{ course }}",
        """\
Hello,

with this e-mail address somebody applied for the course {{ course }}, which begins on {{ starts_on }}.

If it was you, please confirm it here: {{ confirm_url }}

If it was not you, you need do nothing: without this confirmation the application goes nowhere.

Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "course_application",
        "de",
        "Bitte bestätigen Sie Ihre Bewerbung: {{ course }}",
        """\
Guten Tag,

mit dieser E-Mail-Adresse hat sich jemand für den Kurs {{ course }} beworben, der am {{ starts_on }} beginnt.

Wenn Sie es waren, bestätigen Sie es bitte hier: {{ confirm_url }}

Wenn Sie es nicht waren, müssen Sie nichts tun: Ohne diese Bestätigung geht die Bewerbung nirgendwohin.

Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
]


def add(apps, schema_editor):
    MailTemplate = apps.get_model("certification", "MailTemplate")
    MailTemplate.objects.bulk_create(
        MailTemplate(kind=kind, language=language, subject=subject, body=body)
        for kind, language, subject, body in TEXTS
    )


class Migration(migrations.Migration):
    dependencies = [("certification", "0006_mail")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
