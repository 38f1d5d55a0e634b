from django.db import migrations

# In which staff find the mails when they begin; they change them in the admin.
TEXTS = [
    (
        "contact_confirm",
        "en",
        "Confirm your message to cluster experts",
        """\
Hello,

somebody, probably you, has written to {{ experts }} through the register of cluster experts and given this address. Open the link and press the button there, and the message is passed on: {{ confirm_url }}

If it was not you, do nothing: without the button nobody gets the message, and it is deleted.

Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "contact_confirm",
        "de",
        "Bestätigen Sie Ihre Nachricht an Cluster-Experten",
        """\
Guten Tag,

jemand, vermutlich Sie, hat über das Register der Cluster-Experten an {{ experts }} geschrieben und diese Adresse angegeben. Öffnen Sie den Link und drücken Sie dort den Knopf, dann wird die Nachricht weitergegeben: {{ confirm_url }}

Wenn Sie es nicht waren, tun Sie nichts: Ohne den Knopf bekommt niemand die Nachricht, und sie wird gelöscht.

Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
    (
        "contact_message",
        "en",
        "A message to you, through the register of cluster experts",
        """\
Dear {{ name }},

{{ sender }}{% if organisation %} ({{ organisation }}){% endif %} has written to you through your page in the register. The address of the sender is confirmed, and neither of you is told the other's yet.

The message:

{{ message }}

Answer here, or say that you are not available: {{ answer_url }}

If you answer, {{ sender }} is given your e-mail address, and you are shown theirs. If you say that you are not available, your address stays with us. An answer to this mail itself does not reach {{ sender }}.

To take no more messages of visitors: {{ off_url }}

Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "contact_message",
        "de",
        "Eine Nachricht an Sie über das Register der Cluster-Experten",
        """\
Guten Tag {{ name }},

{{ sender }}{% if organisation %} ({{ organisation }}){% endif %} hat Ihnen über Ihre Seite im Register geschrieben. Die Absenderadresse ist bestätigt; noch kennt keine Seite die Adresse der anderen.

Die Nachricht:

{{ message }}

Antworten Sie hier, oder sagen Sie, dass Sie nicht zur Verfügung stehen: {{ answer_url }}

Wenn Sie antworten, erfährt {{ sender }} Ihre E-Mail-Adresse, und Sie sehen die andere. Wenn Sie sagen, dass Sie nicht zur Verfügung stehen, bleibt Ihre Adresse bei uns. Eine Antwort auf diese Mail selbst erreicht {{ sender }} nicht.

Keine Nachrichten von Besuchern mehr bekommen: {{ off_url }}

Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
    (
        "contact_answer",
        "en",
        "{{ expert }} has answered your message",
        """\
Dear {{ sender }},

{{ expert }} has answered the message that you sent through the register of cluster experts:

{{ answer }}

Write to {{ expert }} directly from now on, by an answer to this mail or to {{ email }}. Your address has been given to {{ expert }} too.

Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "contact_answer",
        "de",
        "{{ expert }} hat auf Ihre Nachricht geantwortet",
        """\
Guten Tag {{ sender }},

{{ expert }} hat auf die Nachricht geantwortet, die Sie über das Register der Cluster-Experten geschickt haben:

{{ answer }}

Schreiben Sie {{ expert }} von nun an direkt, als Antwort auf diese Mail oder an {{ email }}. Auch Ihre Adresse ist {{ expert }} mitgeteilt worden.

Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
    (
        "contact_declined",
        "en",
        "{{ expert }} is not available",
        """\
Dear {{ sender }},

{{ expert }} has read the message that you sent through the register of cluster experts, and is not available.

Others are in the register: {{ register_url }}

Kind regards
The secretariat of the register
""",
    ),
    (
        "contact_declined",
        "de",
        "{{ expert }} steht nicht zur Verfügung",
        """\
Guten Tag {{ sender }},

{{ expert }} hat die Nachricht gelesen, die Sie über das Register der Cluster-Experten geschickt haben, und steht nicht zur Verfügung.

Andere finden Sie im Register: {{ register_url }}

Mit freundlichen Grüßen
Das Sekretariat des Registers
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
    dependencies = [("certification", "0034_contact")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
