from django.db import migrations

# Of the levels as 0002 made them, where staff have changed neither name nor text.
TEXTS = {
    "bronze": {
        "name": ("Bronze", "Bronse", "Bronze", "Bronce", "Bronz"),
        "entitles_to": (
            "Benchmarking of cluster organisations for the bronze label: the interview, on site or by "
            "video, and the comparison report.",
            "Benchmarking av klyngeorganisasjoner for bronsemerket: intervjuet, på stedet eller på video, og "
            "sammenligningsrapporten.",
            "Benchmarking von Clusterorganisationen für das Bronze-Label: das Interview, vor Ort oder per "
            "Video, und der Vergleichsbericht.",
            "Benchmarking de organizaciones clúster para el sello de bronce: la entrevista, presencial o por "
            "vídeo, y el informe comparativo.",
            "Küme organizasyonlarının bronz etiket için kıyaslaması: yerinde veya görüntülü görüşme ve "
            "karşılaştırma raporu.",
        ),
    },
    "silver": {
        "name": ("Silver", "Sølv", "Silber", "Plata", "Gümüş"),
        "entitles_to": (
            "Assessment of cluster organisations for the silver label, half a day on site.",
            "Vurdering av klyngeorganisasjoner for sølvmerket, en halv dag på stedet.",
            "Assessment von Clusterorganisationen für das Silber-Label, einen halben Tag vor Ort.",
            "Evaluación de organizaciones clúster para el sello de plata, media jornada presencial.",
            "Küme organizasyonlarının gümüş etiket için yerinde yarım gün süren değerlendirmesi.",
        ),
    },
    "gold": {
        "name": ("Gold", "Gull", "Gold", "Oro", "Altın"),
        "entitles_to": (
            "Assessment of cluster organisations for the gold label, as one of two experts, two days "
            "on site.",
            "Vurdering av klyngeorganisasjoner for gullmerket, som en av to eksperter, to dager på stedet.",
            "Assessment von Clusterorganisationen für das Gold-Label, zu zweit, zwei Tage vor Ort.",
            "Evaluación de organizaciones clúster para el sello de oro, junto con otra persona experta, dos "
            "días en el lugar.",
            "Küme organizasyonlarının altın etiket için iki uzmandan biri olarak yerinde iki gün süren "
            "değerlendirmesi.",
        ),
    },
}
LANGUAGES = ("nb", "de", "es", "tr")


def add(apps, schema_editor):
    Level = apps.get_model("certification", "Level")
    for level in Level.objects.filter(slug__in=TEXTS):
        changed = []
        for field, (english, *others) in TEXTS[level.slug].items():
            if getattr(level, field) != english:
                continue
            for language, text in zip(LANGUAGES, others):
                setattr(level, f"{field}_{language}", text)
                changed.append(f"{field}_{language}")
        if changed:
            level.save(update_fields=changed)


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0029_texts_in_each_language"),
        ("people", "0013_names_of_sectors"),
    ]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
