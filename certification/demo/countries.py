"""The stuff of which the demo's people are made: names in their countries' own letters.

Given and family names are common ones, put together by chance, so nobody real is meant. Places and
organisations are invented. A family name with a slash has a form for men and one for women; a tilde
stands for a space.
"""

from typing import NamedTuple


class Country(NamedTuple):
    experts: int
    languages: str
    women: str
    men: str
    families: str
    organisations: list[str]


COUNTRIES = {
    "AT": Country(
        9,
        "de",
        "Anna Katharina Elfriede Magdalena Jördis",
        "Lukas Matthäus Florian Jürgen Günther",
        "Gruber Weiß Hölzl Großauer Krautgartner Pötscher Überbacher Strobl",
        ["Clusterbüro Steintal", "Murau-Ost Innovation GmbH", "Holzwerk Netzwerk Grünau"],
    ),
    "BE": Country(
        8,
        "nl fr",
        "Lotte Élise Marie-Claire Noor Françoise",
        "Wout Benoît Jérôme Pieter Loïc",
        "Vandenbroeck De~Smedt Lefèvre Dubois T’Jampens Claesens Peeters Moreau",
        ["Clusterhuis Lindeveld", "Pôle Valbrune", "Zuidwater Agrofood Netwerk"],
    ),
    "BG": Country(
        9,
        "bg",
        "Мария Десислава Йоана Щилияна Цветелина",
        "Христо Георги Иван Живко Първан",
        "Христов/Христова Стоянов/Стоянова Щерев/Щерева Първанов/Първанова Йорданов/Йорданова "
        "Цанков/Цанкова Желев/Желева Димитров/Димитрова",
        ["Клъстер Бяла река", "Съвет за иновации Горноград", "Клъстерен офис Ясенка"],
    ),
    "CH": Country(
        8,
        "de fr it",
        "Zoë Céline Ursina Flavia Noëmi",
        "Reto Urs Yves Andrin Jürg",
        "Zürcher Müller Favre Bühlmann Caflisch Rüegg Bernasconi Schläpfer",
        ["Clusterstelle Seetannen", "Réseau Montclair", "Präzision Oberfluh AG"],
    ),
    "CZ": Country(
        10,
        "cs",
        "Tereza Lucie Kateřina Zdeňka Božena",
        "Jiří Ondřej Václav Luboš Řehoř",
        "Novák/Nováková Dvořák/Dvořáková Černý/Černá Růžička/Růžičková Šťastný/Šťastná "
        "Kříž/Křížová Ježek/Ježková Žák/Žáková",
        ["Klastr Modrá Lhota", "Inovační kancelář Říčov", "Strojírenský klastr Třebovec"],
    ),
    "DE": Country(
        21,
        "de",
        "Anke Jördis Ulrike Käthe Mareike Friederike Heike",
        "Jürgen Björn Sönke Götz Rüdiger Matthias Hartmut",
        "Weiß Müller Schäfer Großmann Köhler Strauß Jäger Voß Böttcher Hübner Kühn Lößl",
        [
            "Clusterkontor Nordheide",
            "Netzwerk Feinmechanik Mühltal",
            "Agentur für Regionen Eichgrund",
            "Bioökonomie Süßbach e. V.",
        ],
    ),
    "DK": Country(
        10,
        "da",
        "Bodil Mette Søs Kirstine Åse",
        "Søren Jørgen Åge Kjeld Bjørn",
        "Sørensen Jørgensen Østergaard Ågaard Nørby Kjærgaard Bæk Højlund",
        ["Klyngehuset Østerborg", "Vindvækst Nørrevig", "Fødevarenet Ærøkøb"],
    ),
    "EE": Country(
        8,
        "et",
        "Õnne Külli Tiiu Maarja Pärja",
        "Jüri Tõnu Märt Ülo Rein",
        "Tamm Kõiv Põld Mägi Ööbik Käärik Rebane Jõesaar",
        ["Klastrikoda Männiku", "Põhjaranna Puiduvõrgustik", "Digiklaster Õunametsa"],
    ),
    "ES": Country(
        17,
        "es",
        "María~José Begoña Nuria Ane~Miren Lucía Inés",
        "Íñigo Jesús Andrés Ramón Joaquín Ángel",
        "Núñez~Ibarra Muñoz~Peña García~Ordóñez Ibáñez~Solà Peñalver~Ríos Gómez~Echeverría "
        "Zúñiga~Cano Cañas~Martín Güell~Ferrer",
        ["Clúster Peñalba", "Oficina de Innovación Río Nuevo", "Red Marítima Cabo Almenar"],
    ),
    "FI": Country(
        9,
        "fi sv",
        "Päivi Säde Hannele Aino Tyyne",
        "Väinö Jyrki Mikko Pentti Yrjö",
        "Mäkelä Hämäläinen Väisänen Åkerblom Järvinen Yli-Hallila Säynätsalo Nyström",
        ["Klusteritoimisto Hirvijärvi", "Pohjanmetsä Biotalous", "Älykoti Verkosto Yläkylä"],
    ),
    "FR": Country(
        16,
        "fr",
        "Anaïs Hélène Béatrice Geneviève Chloë",
        "Jérôme François Gaël Rémi Noël",
        "Lefèvre D’Aubrac Béranger Sèze Fouché Le~Goff Château Garçonnet Œillet Benoît",
        ["Pôle Rivemont", "Grappe Numérique Valserac", "Agence des Deux Lacs"],
    ),
    "GR": Country(
        9,
        "el",
        "Ελένη Ευαγγελία Σοφία Χρυσούλα Αικατερίνη",
        "Νικηφόρος Χρήστος Ευάγγελος Θεόδωρος Κωνσταντίνος",
        "Παπαδόπουλος/Παπαδοπούλου Ξανθόπουλος/Ξανθοπούλου Αγγελίδης/Αγγελίδου "
        "Μπαλτάς/Μπαλτά Ψαρράς/Ψαρρά Χατζηγεωργίου Μαυρίδης/Μαυρίδου Καλογήρου",
        ["Συστάδα Ασημολίμανο", "Γραφείο Καινοτομίας Πευκοχώρας", "Δίκτυο Τροφίμων Ελαιώνα"],
    ),
    "HR": Country(
        8,
        "hr",
        "Đurđica Željka Ivana Snježana Čarna",
        "Đuro Željko Hrvoje Krešimir Šime",
        "Horvat Đurić Šarić Žubrinić Čavlović Kovačević Grđan Ljubičić",
        ["Klaster Plavo Polje", "Ured za razvoj Javorište", "Drvni klaster Šumograd"],
    ),
    "HU": Country(
        8,
        "hu",
        "Erzsébet Zsófia Ágnes Boglárka Ilona",
        "György Zoltán Árpád Gergő László",
        "Kőszegi Nagy-Tóth Szűcs Győrffy Őri Vörösházi Ürmös Csányi",
        ["Klaszteriroda Tölgyfalva", "Kékvölgyi Innovációs Kör", "Gépipari Háló Őrmező"],
    ),
    "IE": Country(
        8,
        "en ga",
        "Siobhán Aoife Gráinne Caoimhe Róisín",
        "Seán Pádraig Ciarán Eoghan Oisín",
        "O’Dwyer Ní~Bhriain Mac~Giolla O’Shea Ó~Murchú McGrath Fitzmaurice O’Hanlon",
        ["Cluster Office Ballymorrow", "Lough Derrin Foods Network", "Medtech Inishglas"],
    ),
    "IS": Country(
        7,
        "is",
        "Þórdís Guðrún Ásta Ragnheiður Æsa",
        "Þórður Guðmundur Ægir Sæmundur Davíð",
        "Þórðarson/Þórðardóttir Guðmundsson/Guðmundsdóttir Ægisson/Ægisdóttir "
        "Björnsson/Björnsdóttir Sigurðsson/Sigurðardóttir Ólafsson/Ólafsdóttir",
        ["Klasasetur Þrastavík", "Jarðvarmaklasi Hraundal", "Sjávarnet Æðarey-Nes"],
    ),
    "IT": Country(
        13,
        "it",
        "Benedetta Beatrice Mariasole Ludovica Chiara",
        "Niccolò Giosuè Matteo Edoardo Calogero",
        "D’Amico Dell’Acqua Rossi Cantù Forlì De~Santis Bonomi Nardò Dall’Orto",
        ["Distretto Valdipietra", "Rete Meccatronica Montelago", "Polo Agrifood Borgosereno"],
    ),
    "LT": Country(
        8,
        "lt",
        "Žydrūnė Rūta Eglė Živilė Ąžuolė",
        "Šarūnas Žygimantas Jonas Ąžuolas Mindaugas",
        "Čiurlys/Čiurlytė Žukauskas/Žukauskienė Šimkus/Šimkutė Kęstaitis/Kęstaitytė "
        "Jankūnas/Jankūnaitė Urbšys/Urbšytė Grigėnas/Grigėnienė",
        ["Klasterių biuras Ąžuolynė", "Lazerių tinklas Šviesagirė", "Miškų klasteris Eglupė"],
    ),
    "LV": Country(
        8,
        "lv",
        "Līga Žanete Ilze Ģertrūde Sņežana",
        "Ģirts Jānis Kārlis Ņikita Uģis",
        "Bērziņš/Bērziņa Ķēniņš/Ķēniņa Kļaviņš/Kļaviņa Šķēle Ozoliņš/Ozoliņa "
        "Ģēģeris/Ģēģere Žagars/Žagare Liepiņš/Liepiņa",
        ["Klasteru birojs Zaļezers", "Kokrūpes tīkls Priežkalne", "Viedie materiāli Ūdensgals"],
    ),
    "NL": Country(
        11,
        "nl",
        "Marijke Floor Geertje Zoë Anniek",
        "Sjoerd Joost Daniël Ruben IJsbrand",
        "van~der~Berg de~Vries IJzerman Coördinaal ’t~Hooft van~’s-Gravendam Bakker Reuvers",
        ["Clusterbureau Waterhove", "Tuinbouwnetwerk Groenmeer", "Havenlab Zeewijk"],
    ),
    "NO": Country(
        15,
        "no",
        "Åse Ragnhild Bjørg Solveig Øydis Ingrid",
        "Bjørn Øyvind Håkon Ståle Sjur Kåre",
        "Ødegård Ærø Bjørnstad Håland Østby Nygård Kjærstad Sørbø Åsen Grønvold",
        ["Klyngekontoret Fjordvik", "Havlyst Innovasjon", "Treklyngen Granåsen"],
    ),
    "PL": Country(
        13,
        "pl",
        "Małgorzata Świętosława Żaneta Łucja Agnieszka",
        "Łukasz Wojciech Michał Bogusław Sławomir",
        "Kowalski/Kowalska Wiśniewski/Wiśniewska Żółtowski/Żółtowska Ścibor Łęcki/Łęcka "
        "Dąbrowski/Dąbrowska Źrebiec Kołodziejczyk",
        ["Klaster Dębowa Góra", "Biuro Innowacji Żurawiec", "Sieć Metalowa Łąkowo"],
    ),
    "PT": Country(
        9,
        "pt",
        "Conceição Inês Mónica Luísa Assunção",
        "João Simão Tomé Gonçalo Estêvão",
        "Gonçalves Magalhães da~Conceição Simões Brandão d’Orey Antunes Araújo",
        ["Cluster Serra Branca", "Rede do Mar Porto Ermo", "Polo Têxtil Vale de Linhão"],
    ),
    "RO": Country(
        9,
        "ro",
        "Ștefania Ioana Măriuca Crăița Țira",
        "Ștefan Ion Gheorghiță Răzvan Mihăiță",
        "Țăranu Șerbănescu Brădeanu Pătrașcu Ghiță Măcelaru Rășinari Înalțu",
        ["Clusterul Valea Brândușei", "Birou de inovare Câmpșor", "Rețeaua Auto Țărmeni"],
    ),
    "RS": Country(
        7,
        "sr",
        "Љубица Јелена Ђурђица Снежана Мирјана",
        "Живко Ђорђе Немања Љубомир Џевад",
        "Живковић Ђорђевић Његован Џаковић Шћепановић Чолић Хаџић Љубојевић",
        ["Кластер Бела Липа", "Канцеларија за развој Шумски До", "Мрежа Јужни Брег"],
    ),
    "SE": Country(
        11,
        "sv",
        "Åsa Märta Görel Linnéa Birgitta",
        "Göran Håkan Örjan Sören Åke",
        "Öberg Sjöström Åkesson Ängström Wästberg Hökfelt Lindqvist Björk",
        ["Klusterkontoret Björkvik", "Skogsnät Norrmyra", "Fordonsdalen Älvhult"],
    ),
    "SI": Country(
        7,
        "sl",
        "Špela Živa Tjaša Marjetka Urška",
        "Žiga Črtomir Boštjan Matjaž Uroš",
        "Žnidaršič Kovačič Črnič Šuštar Zupančič Košir Vidmar Jež",
        ["Grozd Zeleni Vrh", "Inovacijska pisarna Srebrnik", "Lesna mreža Hrastje Polje"],
    ),
    "SK": Country(
        8,
        "sk",
        "Ľudmila Žofia Zuzana Šarlota Květa",
        "Ľubomír Ďuro Štefan Matúš Ľuboš",
        "Ďuriš/Ďurišová Šťastný/Šťastná Ťažký/Ťažká Hruška/Hrušková Kráľ/Kráľová "
        "Žiak/Žiaková Čierny/Čierna",
        ["Klaster Biela Dolina", "Inovačný dom Ľalie", "Sieť výrobcov Kamenná Lúka"],
    ),
    "TR": Country(
        10,
        "tr",
        "Işık Şebnem Gülşah İpek Çiğdem",
        "İbrahim Işıkhan Çağrı Gökçe Oğuz",
        "Yıldırım Işıklar Şahin Öztürk İnce Çelik Gümüş Karadağ",
        ["Gümüşova Küme Ofisi", "Işıktepe Sanayi Ağı", "Çınardere Tarım Kümesi"],
    ),
    "UA": Country(
        8,
        "uk",
        "Мар’яна Юлія Оксана Єва Галина",
        "Сергій Євген Ілля Григорій Юрій",
        "Щербаков/Щербакова Григоренко Ющенчук Їжаківський/Їжаківська Гаврилюк Хвильовий/Хвильова "
        "Цимбал Ґудзенко Яценюченко",
        ["Кластер Зелений Гай", "Офіс розвитку Білогір’я", "Мережа Синій Яр"],
    ),
}
