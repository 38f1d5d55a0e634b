from django.db import migrations

from certification.roles import grant

# As certification/roles.py was when this migration was written. A later change is a later migration.
MODELS = {
    "people.person": ("vac", "va", "v", "vac"),
    "people.organisation": ("vacd", "va", "v", "vacd"),
    "people.consent": ("vac", "v", "v", "vac"),
    "people.sector": ("v", "v", "v", "vac"),
    "people.expertise": ("", "", "", ""),
    "people.staffcountries": ("", "", "v", "vacd"),
    "people.erasure": ("", "", "v", "v"),
    "people.registerhistory": ("", "", "v", "v"),
    "certification.mailtemplate": ("v", "v", "v", "vac"),
    "certification.sentmail": ("v", "", "v", "v"),
  
    "certification.occasion": ("", "", "", ""),
    "certification.applicationrequest": ("", "", "", ""),
    "certification.contactrequest": ("", "", "", ""),
    "certification.sentform": ("", "", "", ""),
    "certification.expert": ("vac", "v", "v", "vac"),
    "certification.certification": ("vac", "v", "v", "vac"),
    "certification.suspension": ("v", "v", "v", "v"),
    "certification.traineeship": ("vac", "", "v", "vac"),
    "certification.clusterorganisation": ("vac", "v", "v", "vac"),
    "certification.benchmarking": ("vac", "", "v", "vac"),
    "certification.participation": ("vacd", "", "v", "vacd"),
    "certification.course": ("v", "vac", "v", "vac"),
    "certification.coursetrainer": ("", "", "", ""),
    "certification.enrolment": ("v", "vac", "v", "vac"),
    "certification.application": ("v", "vac", "v", "vac"),
    "certification.concern": ("vc", "", "v", "vc"),
    "certification.contactmessage": ("v", "", "v", "v"),
    "certification.level": ("v", "v", "v", "vac"),
    "certification.levelrule": ("v", "v", "v", "vac"),
    "certification.requiredbenchmarkings": ("v", "v", "v", "vacd"),
    "certification.registersettings": ("v", "v", "v", "vc"),
    "certification.numberseries": ("", "", "v", "v"),
    "certification.registerimport": ("", "", "v", "va"),
    "certification.importrow": ("", "", "", ""),
    "certification.importproblem": ("", "", "", ""),
    "certification.importedperson": ("", "", "", ""),
    "certification.importedcertification": ("", "", "", ""),
    "auth.user": ("", "", "v", "vac"),
    "auth.group": ("", "", "v", "vac"),
    "auth.permission": ("", "", "", ""),
}
OWN = {
    "certification.certify_against_rules": ["Administrator"],
    "people.erase_person": ["Administrator"],
    "certification.receive_digest": ["Registrar", "Administrator"],
    "certification.withdraw_certification": ["Administrator"],
}


def add(apps, schema_editor):
    grant(apps, MODELS, OWN)


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0035_texts_of_contact"),
        ("people", "0015_takes_messages"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
