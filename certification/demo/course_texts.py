"""What the courses of the demo are called and about, in each language of the site."""

LANGUAGES = ("nb", "de", "es", "tr")


def _in_each_language(**texts: tuple[str, str, str, str, str]) -> dict[str, str]:
    """The fields of a course: English first, then as LANGUAGES has them."""
    fields = {}
    for field, (english, *others) in texts.items():
        fields[field] = english
        fields |= {f"{field}_{code}": text for code, text in zip(LANGUAGES, others, strict=True)}
    return fields


BASIC = _in_each_language(
    title=(
        "ECEI Cluster Benchmarking Expert",
        "ECEI-ekspert i klyngebenchmarking",
        "ECEI-Fachkraft für Cluster-Benchmarking",
        "Experto ECEI en benchmarking de clústeres",
        "ECEI Küme Kıyaslama Uzmanlığı",
    ),
    description=(
        "Three days on how cluster organisations are benchmarked: the method and its indicators, the "
        "interview, and the report. On the last day you interview the managers of two clusters, in "
        "groups, with an experienced expert in the room.",
        "Tre dager om hvordan klyngeorganisasjoner benchmarkes: metoden og indikatorene, intervjuet og "
        "rapporten. Den siste dagen intervjuer dere lederne for to klynger, i grupper, med en erfaren "
        "ekspert til stede.",
        "Drei Tage darüber, wie Clusterorganisationen verglichen werden: die Methode und ihre "
        "Indikatoren, das Interview und der Bericht. Am letzten Tag befragen Sie in Gruppen die "
        "Leitungen zweier Cluster; eine erfahrene Fachperson ist dabei.",
        "Tres días sobre cómo se hace el benchmarking de organizaciones clúster: el método y sus "
        "indicadores, la entrevista y el informe. El último día entrevistará, en grupo, a los gestores "
        "de dos clústeres, con una persona experta con experiencia en la sala.",
        "Küme organizasyonlarının nasıl kıyaslandığı üzerine üç gün: yöntem ve göstergeleri, görüşme ve "
        "rapor. Son gün, odada deneyimli bir uzman varken, gruplar hâlinde iki kümenin yöneticileriyle "
        "görüşürsünüz.",
    ),
)
REFRESHER = _in_each_language(
    title=(
        "Refresher for benchmarking experts",
        "Oppfriskning for benchmarkingeksperter",
        "Auffrischung für Benchmarking-Fachleute",
        "Actualización para expertos en benchmarking",
        "Kıyaslama uzmanları için bilgi yenileme",
    ),
    description=(
        "What has changed in the indicators and in the report. Half a day, by video.",
        "Hva som er endret i indikatorene og i rapporten. En halv dag, på video.",
        "Was sich bei den Indikatoren und im Bericht geändert hat. Ein halber Tag, per Video.",
        "Qué ha cambiado en los indicadores y en el informe. Media jornada, por vídeo.",
        "Göstergelerde ve raporda neler değişti. Görüntülü olarak yarım gün.",
    ),
)
STUTTGART = _in_each_language(
    title=(
        "Training of benchmarking experts",
        "Opplæring av benchmarkingeksperter",
        "Ausbildung von Benchmarking-Fachleuten",
        "Formación de expertos en benchmarking",
        "Kıyaslama uzmanlarının eğitimi",
    ),
    description=(
        "The method of the European Cluster Excellence Initiative, and interviews with the managers of "
        "two German clusters, with an expert of ESCA as mentor in the room.",
        "Metodikken i European Cluster Excellence Initiative, og intervjuer med lederne for to tyske "
        "klynger, med en av ESCAs eksperter til stede som mentor.",
        "Die Methode der European Cluster Excellence Initiative und Interviews mit den Leitungen zweier "
        "deutscher Cluster, mit einer Fachperson von ESCA als Mentor im Raum.",
        "El método de la European Cluster Excellence Initiative y entrevistas con los gestores de dos "
        "clústeres alemanes, con un experto de ESCA como mentor en la sala.",
        "European Cluster Excellence Initiative'in yöntemi ve odada mentor olarak bir ESCA uzmanı varken "
        "iki Alman kümesinin yöneticileriyle görüşmeler.",
    ),
)
