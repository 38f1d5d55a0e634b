from django.db import migrations

# In which staff find the mails when they begin, beside those of 0007, 0024 and 0026; they change them in the admin.
TEXTS = [
    (
        "before_expiry",
        "nb",
        "Sertifiseringen din som klyngeekspert utløper snart",
        """\
Hei, {{ name }}!

Sertifiseringen din som klyngeekspert utløper snart:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, nummer {{ certification.number }}{% endif %}: gyldig til og med {{ certification.valid_until }}
{% endfor %}

Hvis du ønsker å fortsette som ekspert på dette nivået, ber vi deg skrive til {{ contact }} i god tid. Da får du vite hva som skal til for å fornye sertifiseringen.

{% if profile_url %}
Dette står om deg i det offentlige registeret i dag: {{ profile_url }}

{% endif %}
Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "before_expiry",
        "es",
        "Su certificación como persona experta en clústeres caduca pronto",
        """\
Buenos días, {{ name }}:

Su certificación como persona experta en clústeres caduca pronto:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, número {{ certification.number }}{% endif %}: vigente hasta el {{ certification.valid_until }}
{% endfor %}

Si desea seguir trabajando como persona experta en este nivel, escriba con tiempo suficiente a {{ contact }}: le indicaremos qué se necesita para renovarla.

{% if profile_url %}
Esto es lo que figura hoy sobre usted en el registro público: {{ profile_url }}

{% endif %}
Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "before_expiry",
        "tr",
        "Küme uzmanı sertifikasyonunuzun süresi yakında doluyor",
        """\
Sayın {{ name }},

Küme uzmanı sertifikasyonunuzun süresi yakında doluyor:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, numara {{ certification.number }}{% endif %}: son geçerli gün {{ certification.valid_until }}
{% endfor %}

Bu seviyede uzman olarak çalışmaya devam etmek istiyorsanız lütfen süre dolmadan {{ contact }} adresine yazın: yenileme için gerekenleri size bildiririz.

{% if profile_url %}
Herkese açık sicilde bugün hakkınızda yer alan bilgiler: {{ profile_url }}

{% endif %}
Saygılarımızla,
Sicil Sekretaryası
{{ register_url }}
""",
    ),
    (
        "on_expiry",
        "nb",
        "Sertifiseringen din som klyngeekspert er utløpt",
        """\
Hei, {{ name }}!

Sertifiseringen din som klyngeekspert er utløpt:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, nummer {{ certification.number }}{% endif %}: siste gyldige dag var {{ certification.valid_until }}
{% endfor %}

Du kan ikke lenger arbeide som ekspert på dette nivået, og i registeret står sertifiseringen som utløpt. Hvis du ønsker å fornye den, ber vi deg skrive til {{ contact }}. Da får du vite hva som skal til.

{% if profile_url %}
Dette står om deg i det offentlige registeret i dag: {{ profile_url }}

{% endif %}
Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "on_expiry",
        "es",
        "Su certificación como persona experta en clústeres ha caducado",
        """\
Buenos días, {{ name }}:

Su certificación como persona experta en clústeres ha caducado:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, número {{ certification.number }}{% endif %}: el último día de vigencia fue el {{ certification.valid_until }}
{% endfor %}

A partir de ahora no puede trabajar como persona experta en este nivel, y en el registro la certificación consta como caducada. Si desea renovarla, escriba a {{ contact }}: le indicaremos qué se necesita.

{% if profile_url %}
Esto es lo que figura hoy sobre usted en el registro público: {{ profile_url }}

{% endif %}
Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "on_expiry",
        "tr",
        "Küme uzmanı sertifikasyonunuzun süresi doldu",
        """\
Sayın {{ name }},

Küme uzmanı sertifikasyonunuzun süresi doldu:

{% for certification in certifications %}
- {{ certification.level }}{% if certification.number %}, numara {{ certification.number }}{% endif %}: son geçerli gün {{ certification.valid_until }}
{% endfor %}

Bundan böyle bu seviyede uzman olarak çalışamazsınız; sertifikasyonunuz sicilde süresi dolmuş olarak görünür. Yenilemek istiyorsanız lütfen {{ contact }} adresine yazın: gerekenleri size bildiririz.

{% if profile_url %}
Herkese açık sicilde bugün hakkınızda yer alan bilgiler: {{ profile_url }}

{% endif %}
Saygılarımızla,
Sicil Sekretaryası
{{ register_url }}
""",
    ),
    (
        "staff_digest",
        "nb",
        "Registeret per {{ on }}",
        """\
Hei, {{ name }}!

Dette venter i registeret per {{ on }}.

{% for level in ready %}
Klare for nivå {{ level.level }}: {{ level.count }}
{% for person in level.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if level.more %}
- og {{ level.more }} til
{% endif %}

{% endfor %}
Sertifiseringer som snart utløper: {{ running_out.count }}
{% for person in running_out.people %}
- {{ person.name }}, {{ person.level }}, gyldig til og med {{ person.valid_until }}: {{ person.url }}
{% endfor %}
{% if running_out.more %}
- og {{ running_out.more }} til
{% endif %}

Traineer som ikke har deltatt i noen benchmarking på lenge: {{ stalled.count }}
{% for person in stalled.people %}
- {{ person.name }}, {{ person.level }}: {{ person.url }}
{% endfor %}
{% if stalled.more %}
- og {{ stalled.more }} til
{% endif %}

{% if without_address.count %}
Eksperter som skal varsles om utløp av sertifiseringen, men mangler e-postadresse: {{ without_address.count }}
{% for person in without_address.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if without_address.more %}
- og {{ without_address.more }} til
{% endif %}

{% endif %}
{% if failed.count %}
Eksperter som det ikke kunne sendes e-post til de siste sju dagene: {{ failed.count }}
{% for person in failed.people %}
- {{ person.name }}, {{ person.address }}: {{ person.url }}
{% endfor %}
{% if failed.more %}
- og {{ failed.more }} til
{% endif %}

{% endif %}
Registeret: {{ register_url }}
""",
    ),
    (
        "staff_digest",
        "de",
        "Das Register am {{ on }}",
        """\
Guten Tag {{ name }},

am {{ on }} steht im Register Folgendes an.

{% for level in ready %}
Bereit für die Stufe {{ level.level }}: {{ level.count }}
{% for person in level.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if level.more %}
- und {{ level.more }} weitere
{% endif %}

{% endfor %}
Zertifizierungen, die bald ablaufen: {{ running_out.count }}
{% for person in running_out.people %}
- {{ person.name }}, {{ person.level }}, gültig bis {{ person.valid_until }}: {{ person.url }}
{% endfor %}
{% if running_out.more %}
- und {{ running_out.more }} weitere
{% endif %}

Trainees, die lange an keinem Benchmarking mitgewirkt haben: {{ stalled.count }}
{% for person in stalled.people %}
- {{ person.name }}, {{ person.level }}: {{ person.url }}
{% endfor %}
{% if stalled.more %}
- und {{ stalled.more }} weitere
{% endif %}

{% if without_address.count %}
Fachleute, die über den Ablauf ihrer Zertifizierung zu informieren sind und deren E-Mail-Adresse fehlt: {{ without_address.count }}
{% for person in without_address.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if without_address.more %}
- und {{ without_address.more }} weitere
{% endif %}

{% endif %}
{% if failed.count %}
Fachleute, denen in den letzten sieben Tagen keine E-Mail gesendet werden konnte: {{ failed.count }}
{% for person in failed.people %}
- {{ person.name }}, {{ person.address }}: {{ person.url }}
{% endfor %}
{% if failed.more %}
- und {{ failed.more }} weitere
{% endif %}

{% endif %}
Das Register: {{ register_url }}
""",
    ),
    (
        "staff_digest",
        "es",
        "El registro a {{ on }}",
        """\
Buenos días, {{ name }}:

Esto es lo que está pendiente en el registro a {{ on }}.

{% for level in ready %}
Cumplen los requisitos del nivel {{ level.level }}: {{ level.count }}
{% for person in level.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if level.more %}
- y {{ level.more }} más
{% endif %}

{% endfor %}
Certificaciones próximas a caducar: {{ running_out.count }}
{% for person in running_out.people %}
- {{ person.name }}, {{ person.level }}, vigente hasta el {{ person.valid_until }}: {{ person.url }}
{% endfor %}
{% if running_out.more %}
- y {{ running_out.more }} más
{% endif %}

Aprendices que llevan mucho tiempo sin participar en ningún benchmarking: {{ stalled.count }}
{% for person in stalled.people %}
- {{ person.name }}, {{ person.level }}: {{ person.url }}
{% endfor %}
{% if stalled.more %}
- y {{ stalled.more }} más
{% endif %}

{% if without_address.count %}
Personas expertas a las que se debe avisar del fin de su certificación y que no tienen dirección de correo electrónico: {{ without_address.count }}
{% for person in without_address.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if without_address.more %}
- y {{ without_address.more }} más
{% endif %}

{% endif %}
{% if failed.count %}
Personas expertas a las que no se ha podido enviar ningún correo en los últimos siete días: {{ failed.count }}
{% for person in failed.people %}
- {{ person.name }}, {{ person.address }}: {{ person.url }}
{% endfor %}
{% if failed.more %}
- y {{ failed.more }} más
{% endif %}

{% endif %}
El registro: {{ register_url }}
""",
    ),
    (
        "staff_digest",
        "tr",
        "Sicilin durumu: {{ on }}",
        """\
Sayın {{ name }},

Sicilde {{ on }} itibarıyla bekleyen işler aşağıdadır.

{% for level in ready %}
{{ level.level }} seviyesi için hazır olanlar: {{ level.count }}
{% for person in level.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if level.more %}
- ve {{ level.more }} kişi daha
{% endif %}

{% endfor %}
Süresi yakında dolacak sertifikasyonlar: {{ running_out.count }}
{% for person in running_out.people %}
- {{ person.name }}, {{ person.level }}, son geçerli gün {{ person.valid_until }}: {{ person.url }}
{% endfor %}
{% if running_out.more %}
- ve {{ running_out.more }} sertifikasyon daha
{% endif %}

Uzun süredir hiçbir kıyaslamaya katılmayan stajyerler: {{ stalled.count }}
{% for person in stalled.people %}
- {{ person.name }}, {{ person.level }}: {{ person.url }}
{% endfor %}
{% if stalled.more %}
- ve {{ stalled.more }} stajyer daha
{% endif %}

{% if without_address.count %}
Sertifikasyonlarının bitişi kendilerine bildirilmesi gereken, ancak e-posta adresi olmayan uzmanlar: {{ without_address.count }}
{% for person in without_address.people %}
- {{ person.name }}: {{ person.url }}
{% endfor %}
{% if without_address.more %}
- ve {{ without_address.more }} uzman daha
{% endif %}

{% endif %}
{% if failed.count %}
Son yedi günde kendilerine e-posta gönderilemeyen uzmanlar: {{ failed.count }}
{% for person in failed.people %}
- {{ person.name }}, {{ person.address }}: {{ person.url }}
{% endfor %}
{% if failed.more %}
- ve {{ failed.more }} uzman daha
{% endif %}

{% endif %}
Sicil: {{ register_url }}
""",
    ),
    (
        "certificate",
        "nb",
        "Sertifikatet ditt som klyngeekspert",
        """\
Hei, {{ name }}!

Sertifikatet ditt som klyngeekspert er klart:

- {{ level }}, nummer {{ number }}: sertifisert {{ certified_on }}{% if valid_until %}, gyldig til og med {{ valid_until }}{% endif %}

Her kan du se det, laste det ned for utskrift og legge det til i profilen din på LinkedIn: {{ certificate_url }}

Lenken er bare til deg og virker til og med {{ link_until }}. Hvis du trenger en ny senere, kan du skrive til {{ contact }}.

Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "certificate",
        "es",
        "Su certificado de persona experta en clústeres",
        """\
Buenos días, {{ name }}:

Su certificado de persona experta en clústeres está listo:

- {{ level }}, número {{ number }}: certificación del {{ certified_on }}{% if valid_until %}, vigente hasta el {{ valid_until }}{% endif %}

Aquí puede consultarlo, descargarlo para imprimirlo y añadirlo a su perfil de LinkedIn: {{ certificate_url }}

El enlace es exclusivamente para usted y funciona hasta el {{ link_until }}. Si más adelante necesita otro, escriba a {{ contact }}.

Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "certificate",
        "tr",
        "Küme uzmanı sertifikanız",
        """\
Sayın {{ name }},

Küme uzmanı sertifikanız hazır:

- {{ level }}, numara {{ number }}: sertifikasyon tarihi {{ certified_on }}{% if valid_until %}, son geçerli gün {{ valid_until }}{% endif %}

Sertifikanızı buradan görüntüleyebilir, yazdırmak üzere indirebilir ve LinkedIn profilinize ekleyebilirsiniz: {{ certificate_url }}

Bu bağlantı yalnızca size özeldir; kullanılabileceği son gün: {{ link_until }}. Daha sonra yeni bir bağlantıya ihtiyaç duyarsanız {{ contact }} adresine yazın.

Saygılarımızla,
Sicil Sekretaryası
{{ register_url }}
""",
    ),
    (
        "course_application",
        "nb",
        "Bekreft søknaden din: {{ course }}",
        """\
Hei!

Noen har brukt denne e-postadressen til å søke på kurset {{ course }}, som begynner {{ starts_on }}.

Hvis det var deg, ber vi deg bekrefte søknaden her: {{ confirm_url }}

Hvis det ikke var deg, trenger du ikke å gjøre noe. Uten denne bekreftelsen blir søknaden ikke behandlet.

Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "course_application",
        "es",
        "Confirme su solicitud: {{ course }}",
        """\
Buenos días:

Con esta dirección de correo electrónico se ha presentado una solicitud para el curso {{ course }}, que comienza el {{ starts_on }}.

Si la presentó usted, confírmela aquí: {{ confirm_url }}

Si no fue usted, no tiene que hacer nada: sin esta confirmación, la solicitud no se tramitará.

Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "course_application",
        "tr",
        "Lütfen başvurunuzu onaylayın: {{ course }}",
        """\
Merhaba,

Bu e-posta adresi kullanılarak bir kursa başvuruldu: {{ course }}, başlangıç tarihi {{ starts_on }}.

Başvuruyu siz yaptıysanız lütfen buradan onaylayın: {{ confirm_url }}

Siz yapmadıysanız bir şey yapmanıza gerek yoktur: bu onay olmadan başvuru işleme alınmaz.

Saygılarımızla,
Sicil Sekretaryası
{{ register_url }}
""",
    ),
    (
        "concern_answer",
        "nb",
        "Svar på meldingen din til registeret, {{ reference }}",
        """\
Hei!

Du skrev til registeret over klyngeeksperter {{ received_on }}. Meldingen din har referansen {{ reference }}. Her er svaret vårt:

{{ answer }}

Hvis det ikke var du som skrev til oss, har noen andre oppgitt adressen din. I så fall ber vi deg si fra til {{ contact }}.

Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "concern_answer",
        "de",
        "Antwort auf Ihre Nachricht an das Register, {{ reference }}",
        """\
Guten Tag,

am {{ received_on }} haben Sie an das Register der Cluster-Fachleute geschrieben; Ihre Nachricht hat das Aktenzeichen {{ reference }}. Hier ist unsere Antwort:

{{ answer }}

Wenn Sie uns nicht geschrieben haben, hat jemand anderes Ihre Adresse angegeben: Bitte teilen Sie uns das unter {{ contact }} mit.

Mit freundlichen Grüßen
Das Sekretariat des Registers
{{ register_url }}
""",
    ),
    (
        "concern_answer",
        "es",
        "Respuesta a su mensaje al registro, {{ reference }}",
        """\
Buenos días:

El {{ received_on }} escribió usted al registro de personas expertas en clústeres; su mensaje tiene la referencia {{ reference }}. Esta es nuestra respuesta:

{{ answer }}

Si no nos escribió usted, otra persona facilitó su dirección de correo electrónico: le rogamos que lo comunique a {{ contact }}.

Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "concern_answer",
        "tr",
        "Sicile gönderdiğiniz mesajın yanıtı, {{ reference }}",
        """\
Merhaba,

Küme uzmanları siciline {{ received_on }} tarihinde bir mesaj gönderdiniz; mesajınızın referans numarası: {{ reference }}. Yanıtımız aşağıdadır:

{{ answer }}

Bize siz yazmadıysanız adresinizi başka biri vermiştir: lütfen bunu {{ contact }} adresine bildirin.

Saygılarımızla,
Sicil Sekretaryası
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
    dependencies = [("certification", "0030_levels_in_each_language")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
