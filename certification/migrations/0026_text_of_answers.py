from django.db import migrations

# In which staff find the mail when they begin; they change it in the admin.
TEXTS = [
    (
        "concern_answer",
        "en",
        "Answer to your message to the register, {{ reference }}",
        """\
Hello,

on {{ received_on }} you wrote to the register of cluster experts; your message has the reference {{ reference }}. This is our answer:

{{ answer }}

If you did not write to us, somebody else gave your address: please tell {{ contact }}.

Kind regards
The secretariat of the register
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
    dependencies = [("certification", "0025_concerns")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
