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

jemand, vermutlich Sie, hat über das Register der Cluster-Fachleute an {{ experts }} geschrieben und diese Adresse angegeben. Öffnen Sie den Link und drücken Sie dort den Knopf, dann wird die Nachricht weitergegeben: {{ confirm_url }}

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

To stop receiving messages from visitors: {{ off_url }}

Kind regards
The secretariat of the register
{{ register_url }}
""",
    ),
    (
        "contact_message",
        "de",
        "Eine Nachricht an Sie über das Register der Cluster-Fachleute",
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

{{ expert }} hat auf die Nachricht geantwortet, die Sie über das Register der Cluster-Fachleute geschickt haben:

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

{{ expert }} hat die Nachricht gelesen, die Sie über das Register der Cluster-Fachleute geschickt haben, und steht nicht zur Verfügung.

Andere finden Sie im Register: {{ register_url }}

Mit freundlichen Grüßen
Das Sekretariat des Registers
""",
    ),
    (
        "contact_confirm",
        "nb",
        "Bekreft meldingen din til klyngeeksperter",
        """\
Hei!

Noen, sannsynligvis du, har skrevet til {{ experts }} via registeret over klyngeeksperter og oppgitt denne e-postadressen. Åpne lenken og trykk på knappen der, så sendes meldingen videre: {{ confirm_url }}

Hvis det ikke var deg, trenger du ikke å gjøre noe: Uten at knappen trykkes, får ingen meldingen, og den slettes.

Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "contact_message",
        "nb",
        "En melding til deg via registeret over klyngeeksperter",
        """\
Hei, {{ name }}!

{{ sender }}{% if organisation %} ({{ organisation }}){% endif %} har skrevet til deg via siden din i registeret. Avsenderens e-postadresse er bekreftet, og foreløpig har ingen av dere fått den andres adresse.

Meldingen:

{{ message }}

Svar her, eller si at du ikke er tilgjengelig: {{ answer_url }}

Hvis du svarer, får {{ sender }} e-postadressen din, og du får se avsenderens. Hvis du sier at du ikke er tilgjengelig, blir adressen din hos oss. Svar på selve denne e-posten når ikke fram til {{ sender }}.

Slik får du ikke flere meldinger fra besøkende: {{ off_url }}

Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "contact_answer",
        "nb",
        "{{ expert }} har svart på meldingen din",
        """\
Hei, {{ sender }}!

{{ expert }} har svart på meldingen du sendte via registeret over klyngeeksperter:

{{ answer }}

Fra nå av kan du skrive direkte til {{ expert }}, enten ved å svare på denne e-posten eller til {{ email }}. Adressen din er også gitt til {{ expert }}.

Vennlig hilsen
Sekretariatet for registeret
{{ register_url }}
""",
    ),
    (
        "contact_declined",
        "nb",
        "{{ expert }} er ikke tilgjengelig",
        """\
Hei, {{ sender }}!

{{ expert }} har lest meldingen du sendte via registeret over klyngeeksperter, og er ikke tilgjengelig.

Du finner andre eksperter i registeret: {{ register_url }}

Vennlig hilsen
Sekretariatet for registeret
""",
    ),
    (
        "contact_confirm",
        "es",
        "Confirme su mensaje a personas expertas en clústeres",
        """\
Buenos días:

Alguien, probablemente usted, ha escrito a {{ experts }} a través del registro de personas expertas en clústeres y ha indicado esta dirección. Abra el enlace y pulse allí el botón; entonces se transmitirá el mensaje: {{ confirm_url }}

Si no fue usted, no tiene que hacer nada: sin el botón nadie recibe el mensaje, y se elimina.

Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "contact_message",
        "es",
        "Un mensaje para usted a través del registro de personas expertas en clústeres",
        """\
Buenos días, {{ name }}:

{{ sender }}{% if organisation %} ({{ organisation }}){% endif %} le ha escrito a través de la página de usted en el registro. La dirección del remitente está confirmada; por ahora, ninguna de las dos partes conoce la dirección de la otra.

El mensaje:

{{ message }}

Responda aquí o indique que no está disponible: {{ answer_url }}

Si responde, se comunicará a {{ sender }} la dirección de correo electrónico de usted, y usted verá la suya. Si indica que no está disponible, su dirección no sale del registro. Una respuesta a este mismo correo no llega a {{ sender }}.

Para no recibir más mensajes de visitantes: {{ off_url }}

Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "contact_answer",
        "es",
        "{{ expert }} ha respondido a su mensaje",
        """\
Buenos días, {{ sender }}:

{{ expert }} ha respondido al mensaje que usted envió a través del registro de personas expertas en clústeres:

{{ answer }}

A partir de ahora, escriba directamente a {{ expert }}, respondiendo a este correo o a la dirección {{ email }}. También se ha comunicado a {{ expert }} la dirección de usted.

Un cordial saludo,
La secretaría del registro
{{ register_url }}
""",
    ),
    (
        "contact_declined",
        "es",
        "{{ expert }} no está disponible",
        """\
Buenos días, {{ sender }}:

{{ expert }} ha leído el mensaje que usted envió a través del registro de personas expertas en clústeres y no está disponible.

En el registro figuran otras personas expertas: {{ register_url }}

Un cordial saludo,
La secretaría del registro
""",
    ),
    (
        "contact_confirm",
        "tr",
        "Küme uzmanlarına yazdığınız mesajı onaylayın",
        """\
Merhaba,

Küme uzmanları sicili üzerinden, bu e-posta adresi verilerek bir mesaj yazıldı; büyük olasılıkla mesajı siz yazdınız. Kime yazıldığı: {{ experts }}. Bağlantıyı açıp oradaki düğmeye basarsanız mesaj iletilir: {{ confirm_url }}

Mesajı siz yazmadıysanız bir şey yapmanıza gerek yoktur: düğmeye basılmadan mesaj kimseye ulaşmaz ve silinir.

Saygılarımızla,
Sicil Sekretaryası
{{ register_url }}
""",
    ),
    (
        "contact_message",
        "tr",
        "Küme uzmanları sicili üzerinden size bir mesaj var",
        """\
Sayın {{ name }},

{{ sender }}{% if organisation %} ({{ organisation }}){% endif %} size sicildeki sayfanız üzerinden yazdı. Gönderenin adresi onaylanmıştır; henüz ikinize de diğerinin adresi bildirilmemiştir.

Mesaj:

{{ message }}

Buradan yanıt verin ya da uygun olmadığınızı bildirin: {{ answer_url }}

Yanıt verirseniz e-posta adresiniz {{ sender }} adlı kişiye bildirilir, siz de bu kişinin adresini görürsünüz. Uygun olmadığınızı bildirirseniz adresiniz bizde kalır. Doğrudan bu e-postaya verilen bir yanıt {{ sender }} adlı kişiye ulaşmaz.

Ziyaretçilerden artık mesaj almamak için: {{ off_url }}

Saygılarımızla,
Sicil Sekretaryası
{{ register_url }}
""",
    ),
    (
        "contact_answer",
        "tr",
        "{{ expert }} mesajınızı yanıtladı",
        """\
Sayın {{ sender }},

{{ expert }}, küme uzmanları sicili üzerinden gönderdiğiniz mesajı yanıtladı:

{{ answer }}

Bundan böyle {{ expert }} ile doğrudan yazışabilirsiniz: bu e-postayı yanıtlayın ya da {{ email }} adresine yazın. Sizin adresiniz de {{ expert }} adlı uzmana bildirilmiştir.

Saygılarımızla,
Sicil Sekretaryası
{{ register_url }}
""",
    ),
    (
        "contact_declined",
        "tr",
        "{{ expert }} uygun değil",
        """\
Sayın {{ sender }},

{{ expert }}, küme uzmanları sicili üzerinden gönderdiğiniz mesajı okudu, ancak uygun değil.

Diğer uzmanları sicilde bulabilirsiniz: {{ register_url }}

Saygılarımızla,
Sicil Sekretaryası
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
