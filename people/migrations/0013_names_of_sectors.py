from django.db import migrations

# Of those that 0002 made, in the words of the national statistics offices and cluster programmes.
NAMES = {
    "Aviation and space": ("Luft- og romfart", "Luft- und Raumfahrt", "Aeronáutica y espacio", "Havacılık ve uzay"),
    "Biotechnology": ("Bioteknologi", "Biotechnologie", "Biotecnología", "Biyoteknoloji"),
    "Construction": ("Bygg og anlegg", "Bauwesen", "Construcción", "İnşaat"),
    "Creative industries": ("Kreative næringer", "Kreativwirtschaft", "Industrias creativas", "Yaratıcı endüstriler"),
    "Energy and environment": ("Energi og miljø", "Energie und Umwelt", "Energía y medio ambiente", "Enerji ve çevre"),
    "Food industry": ("Matindustri", "Lebensmittelwirtschaft", "Industria alimentaria", "Gıda sanayi"),
    "Health and medical science": ("Helse og medisin", "Gesundheit und Medizin", "Salud y medicina", "Sağlık ve tıp"),
    "ICT": ("IKT", "IKT", "TIC", "Bilgi ve iletişim teknolojileri"),
    "Maritime technologies, water resources": (
        "Maritim teknologi, vannressurser",
        "Maritime Technologien, Wasserressourcen",
        "Tecnologías marítimas, recursos hídricos",
        "Denizcilik teknolojileri, su kaynakları",
    ),
    "New materials and chemistry": ("Nye materialer og kjemi", "Neue Werkstoffe und Chemie", "Nuevos materiales y química", "Yeni malzemeler ve kimya"),
    "Production and engineering": ("Produksjon og ingeniørfag", "Produktion und Maschinenbau", "Producción e ingeniería", "Üretim ve mühendislik"),
    "Sports, Leisure and Tourism": ("Sport, fritid og reiseliv", "Sport, Freizeit und Tourismus", "Deporte, ocio y turismo", "Spor, boş zaman ve turizm"),
    "Transportation and mobility": ("Transport og mobilitet", "Transport und Mobilität", "Transporte y movilidad", "Ulaşım ve hareketlilik"),
}
LANGUAGES = ("nb", "de", "es", "tr")


def add(apps, schema_editor):
    Sector = apps.get_model("people", "Sector")
    for sector in Sector.objects.filter(name__in=NAMES):
        for language, name in zip(LANGUAGES, NAMES[sector.name]):
            setattr(sector, f"name_{language}", name)
        sector.save(update_fields=[f"name_{language}" for language in LANGUAGES])


class Migration(migrations.Migration):
    dependencies = [("people", "0012_sectors_in_each_language")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
