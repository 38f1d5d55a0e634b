"""How the languages of countries.py make family names: beginnings, a plus, and endings.

Each beginning is put before each ending. A tilde stands for a space; what has a form for men and
one for women is written with a slash.
"""

FAMILY_NAMES: dict[str, list[str]] = {
    "bg": [
        "Александр Ангел Андре Анто Атанас Бори Васил Велик Георги Дамян Данаил Димитр Драган Захари Иван "
        "Или Калоян Кол Костадин Лазар Маджар Марин Милош Младен Никол Павл Петр Попандр Райк Русан Симеон "
        "Стан Стефан Тодор Филип Цвет Яким Янак + ов/ова",
        "Ан Богд Бож Добр Гроз Дон Мит Кол Нед Пен Рад Сав Тан Трифон Цан Ян + ев/ева чев/чева ков/кова",
        "Бел Брат Вълч Горан Гълъб Ковач Рус Чакър Хаджипетр Кир + ов/ова",
        "Софий Пловдив Българ Загор Самоков Видин Рил Балкан Тракий Планин Дунав + ски/ска",
    ],
    "cs": [
        "Nov Hor Vac Pol Mal Zem Sed Dvoř Svob Koz Luk Sláv Bed Šim Kop + ák/áková áček/áčková",
        "Hav Mar Pav Jan Háj Hol Matouš Mich Sed Vav Kubí Ben Pech Ad Krej Vol Tom Bar Fial Koub "
        "+ ek/ková ík/íková ec/cová eš/ešová",
        "Novot Les Hor Hrad Jirou Ryb Dol Brod Kamen Laz Podhor Skal Zálu Krum + ský/ská ný/ná",
        "Pro Chal Dole Kuč Vond Kudr Smet + oupka/oupková ička/ičková",
    ],
    "da": [
        "Anders Ander Asmus Bertel Carl Christen Christian Clemen Claus Erik Frederik Gregers Hans Hendrik "
        "Iver Jakob Jens Jeppe Johan Jon Jep Knud Lars Laurit Lorent Mads Mathia Mikkel Mort Niel Ol Paul "
        "Peder Peter Poul Rasmus Simon Sten Svend Søren Thom Thyge Vill + sen",
        "Linde Løve Skov Sønder Vester Øster Nør Kirke Lyng Mølle Sten Birke Hede Eng Bøge Brand Dal Hav "
        "+ gaard holm lund bjerg toft kjær bæk dahl skov strup",
    ],
    "de": [
        "Schwarz Weiß Alt Neu Groß Klein Kauf Hof Acker Berg Wald Linde Eichel Baum Hart Her Brink Kirch "
        "Zimmer Stein Teich Wester Oster Stroh + mann",
        "Ober Unter Nieder Hoch Alten Neuen Wald Berg Stein Linden Eichen Rosen Schön Mühl Brunn Birken "
        "Wiesen Kirch Sonnen Hirsch + meier müller bauer hofer berger bacher feld hauser huber thaler "
        "gruber stätter reiter lechner",
        "Ha Re Bö Kö Schrö Lü Mö Grü Stei He Wei Ri Kra Scha + mer der ninger ske",
        "Becker Fischer Schneider Wagner Hoffmann Schulz Koch Richter Klein Wolf Schröder Neumann Braun "
        "Zimmermann Krüger Hartmann Lange Krause Lehmann Schmid Maier Herrmann König Walter Mayer Huber "
        "Kaiser Fuchs Peters Lang Scholz Möller Jung Hahn Vogel Friedrich Keller Günther Frank",
    ],
    "el": [
        "Αγγελ Αθανασ Αλεξ Αναγνωστ Αναστασ Ανδρε Αντων Αποστολ Αργυρ Βασιλ Βλαχ Γεωργ Γιανν Δημητρ "
        "Διαμαντ Ευσταθ Θεοδωρ Ιωανν Καλλ Καραγιανν Κωνσταντιν Λαμπρ Μανωλ Μαρκ Μιχαηλ Μουρατ Νικολ "
        "Παναγιωτ Παυλ Πετρ Ραλλ Σαββ Σταυρ Στεφαν Τριανταφυλλ Τσακ Φιλιππ Χαραλαμπ Χριστ Ψυχ "
        "+ όπουλος/οπούλου ίδης/ίδου άκης/άκη άδης/άδου ούδης/ούδη έας/έα",
        "Παπα Χατζη Καρα Κοντο + γεωργίου δημητρίου νικολάου ιωάννου κωνσταντίνου χρήστου βασιλείου "
        "μιχαήλ στεφάνου αντωνίου θανασίου παύλου",
    ],
    "en": [
        "Black White Green Brown Wood Hill Brook Stone North South East West Ash Oak Thorn Mill Lang Clay "
        "Hart Marl Win Har Ald Brad Staf Har + ley ton ford field well wood worth",
        "Ander Robin William Thom Jack John Wil Dick Ed Har Nel Rich Stephen Simp Hud Daw Law + son",
        "Mac Mc + Carthy Donnell Kenna Namara Mahon Guire Cabe Loughlin Cormack Gowan Inerney",
    ],
    "es": [
        "García Rodríguez Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz "
        "Moreno Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano "
        "Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Iglesias Medina Garrido "
        "+ ~Aguilar ~Benítez ~Bravo ~Cabrera ~Calvo ~Campos ~Carrasco ~Castillo ~Cortés ~Crespo ~Cruz "
        "~Fuentes ~Gallego ~Herrera ~Ibáñez ~León ~Lozano ~Márquez ~Méndez ~Montero ~Nieto ~Núñez ~Peña "
        "~Prieto ~Reyes ~Santana ~Soler ~Vega ~Velasco ~Vidal",
        "Etxe Goiko Men Iturri Arri Zubi Uri + berria etxea dieta aga zabal arte",
    ],
    "et": [
        "Kivi Metsa Kuuse Tamme Kase Õuna Raud Liiva Järve Soo Lepa Pärna Saare Vaher Haava Mäe Pihla Kõrve "
        "Välja Nõmme Rohu Käo Sini Uus Vana + mäe mägi salu saar oja põld maa sild ots veer",
        "Kask Lepik Kukk Ilves Karu Hunt Kuusk Sepp Rätsep Mölder Kangur Raudsepp Saks Teder Pärn Luik Roos "
        "Vaher Laas Toom Allik Kallas Rand Laur Arro Peterson Jakobson Johanson Mihkelson",
    ],
    "fi": [
        "Virta Koski Niemi Lehti Rauta Kallio Heikki Jokela Korho Laiho Lahti Manni Marko Ollika "
        "Pelto Rantala Saari Salo Savola Tuomi Toivo Turu Vaara Wirta Karja Leino Heino Mylly Tirkko Oja "
        "Hako Kauppi Laukka Pasa Pulkki Rossi Kinnu + nen",
        "Mäki Järvi Särki Väisä Hämäläi Pöllä Räsä Kärkkäi Määttä Hyvö Kyllö Tölli Häkki + nen",
        "Ala Ylä Uusi Iso Pikku Kivi Vesi Harju Kuusi Koivu Ranta Hieta + koski mäki niemi saari lahti talo "
        "aho salmi luoma oja kangas",
        "Mattila Anttila Heikkilä Mikkola Ojala Seppälä Rantala Mäkelä Kivelä Erkkilä Jussila Laurila "
        "Hakala Harjula Peltola Uusitalo Ahola Kokkola Yrjölä Hännikälä",
    ],
    "fr": [
        "Bern Gir Rich Guill Reyn Mich Ren Goss Giv Brocq Blanch Bouch Chauv Guér Jacqu Lamb Mor Pell Perr "
        "Poul Rob Rouss Thib Vall Gauth Maill Cord Colin Parm Tiss Pin Vign "
        "+ ard eau et ot ier in on elle ault",
        "Le~ + Gall Roux Blanc Fèvre Tellier Breton Corre Bihan Meur Moal Floch Guen Dantec Sueur",
        "De~La~ Du~ + Croix Tour Roche Mare Fontaine Haye Vigne Rue",
        "Beau Mont Bel Clair Haut Fon Grand Châtel + mont val champ fort lieu ville pré rivage",
    ],
    "ga": [
        "Ó~/Ní~ + Briain Ceallaigh Conaill Dálaigh Domhnaill Dónaill Flaithearta Gallchóir Laoire Loingsigh "
        "Máille Néill Raghallaigh Riain Ruairc Súilleabháin Tuathail Fearghail Caoimh Cuinn",
        "O’ + Brien Connor Sullivan Neill Reilly Doherty Carroll Connell Donnell Donovan Flaherty Gorman "
        "Grady Hara Keeffe Kelly Leary Mahony Malley Meara Regan Rourke Toole",
        "Kelly Murphy Walsh Byrne Ryan Doyle Kennedy Lynch Murray Quinn Moore Nolan Daly Gallagher Fitzgerald "
        "Fitzpatrick Burke Power Hayes Keane Brennan Collins Foley Sheehan Tierney Healy Whelan Duffy",
    ],
    "hr": [
        "Ivan Pav Mat Mark Petr Tom Luk Jur Blaž Fran Grg Mil Rad Bož Stank Vuk Perk Babi Nov Mar Jakov "
        "Šimun Filip Mihal Vid Bari Klar Dragan Lonč Kolar Tkalč Perk Živk + ić ović ević",
        "Kov Nov Lov Lon Str Mlin Klob Baš Dol Jur + ačec ak ac čar",
        "Bub Hor Kral Mad Petr Posav Zagor Med Šok Slad + alo čić jak ek",
    ],
    "hu": [
        "Szeged Buda Debrecen Miskolc Pécs Győr Sopron Eger Kanizsa Somogy Zala Tolna Baranya Békés Bihar "
        "Borsod Csongrád Heves Szabolcs Erdély Kolozsvár Váradr Lugos Temesvár Nádas Halas Kecskemét Makó "
        "Szolnok Vásárhely Palota Füred + i",
        "Pál Péter Ist Bán Mátyás Dezső Ernő Gyárf Győr Antal Lőrinc Simon Jó Szent + fi fy",
        "Kis- Nagy- Vajda- Kovács- + Tóth Szabó Horváth Varga Németh Balogh Molnár Farkas Papp Takács Juhász "
        "Lakatos Mészáros Oláh Rácz Fekete Fehér Szilágyi Török Hegedűs Bíró Kozma Orbán",
        "Kiss Nagy Tóth Szabó Horváth Varga Kovács Németh Balogh Molnár Farkas Papp Takács Juhász Lakatos "
        "Mészáros Oláh Rácz Fekete Szilágyi Török Fehér Balázs Gál Kocsis Fodor Pintér Magyar Sipos Lukács",
    ],
    "is": [
        "Jóns Sigurðar Gunnars Einars Magnúsar Stefáns Jóhanns Helga Árna Halldórs Kristjáns Péturs Ragnars "
        "Arnars Haralds Páls Karls Gísla Bjarna Sveins Eiríks Friðriks Hauks Hjartar Ingvars Kjartans "
        "Tryggva Vilhjálms Baldurs Benedikts Birgis Egils Ágústs Atla Andra Óskars Snorra Steins Tómasar "
        "Valdimars Viðars Viktors Þorsteins Þorvalds Þorgeirs Þorkels Þorláks Ásgeirs Ásmunds Brynjólfs "
        "Finnboga Geirs Guðbjarts Guðjóns Hallgríms Hannesar Hermanns Hilmars Hrafns Ívars Jakobs Jónasar "
        "Konráðs Leifs Marteins Njáls Odds Rúnars Símonar Sæbergs Úlfars Völundar + son/dóttir",
    ],
    "it": [
        "Bert Ross Ferr Mart Mor Gall Cont Bianch Marin Grec Brun Riv Negr Fabbr Mont Pell Sant Vial Zan "
        "Cast Mazz Ferr Guid Lomb Bass Bon Cor Orland Pag Test Poz Cav Ang Bell Cecch Donat Ner Ricc Vent "
        "+ ini etti oni ucci elli ani ato acci",
        "De~ Di~ Dal~ + Luca Marco Pietro Stefano Carlo Lorenzo Martino Simone Bello Palma Angelis Rosa",
        "Della~ + Valle Torre Rocca Porta Corte Rovere Casa Monica",
    ],
    "lt": [
        "Jank Petr Staniul Butk Kazl Rimk Grig Mick Vaitk Pauk Sadausk Bart Barkausk Matul Urb Kalin Navick "
        "Stank Balč Žil Varn Norv Zab Survil Kub Lukos Mork Dauk Rad + auskas/auskienė auskas/auskaitė",
        "Jan Jon Petrul Stan Adom Mart Luk Mark Tom Vait Kas Zen + ėnas/ėnaitė aitis/aitytė ūnas/ūnienė "
        "evičius/evičienė onis/onytė kus/kutė ulis/ulytė",
    ],
    "lv": [
        "Bērz Kalv Ozol Krūm Zar Liep Siln Lāc Vilk Pūr Zvirbul Eglīt Krast Priedīt Dūm Sil Putn Strazd "
        "Zvaig Vītol Apse Rudz Auz Mel Balod Zaļ Gail Rog Pētersī Āboli Kārkl Bite Skuj Irb Cīrul "
        "+ iņš/iņa",
        "Jēkab Pēter Jān Andr Miķel Kārl Matī Krist Mārt Jur Ans Tom Dāvid + sons/sone",
        "Rozen Liel Vec Jaun Lejas Kaln Zil Aug Grīn Eiz Stein Ozol + bergs/berga manis/mane kalns/kalna "
        "grods/groda upe lejs/leja",
    ],
    "nl": [
        "van~ van~de~ van~der~ van~den~ + Broek Velde Heuvel Brink Linden Meer Ven Wal Bosch Horst Laan "
        "Steen Heide Veen Poel Kamp Dijk Bergh Pol Voort Plas Vliet Hoek Zande Ham Kolk",
        "Ver Huy Van~Oost Win Mid Op Sprang Noor Zuid Wes + hoeven beek dam hout eijk steeg straten rijt",
        "Hoek Dijk Tij Wier Terp Ham Sik Bos Veen Zijl Post Hof Feen Boel Wouds Rein + stra sma ema inga",
        "De~ + Jong Boer Wit Groot Bruijn Haan Graaf Ruiter Koning Lange Clercq Cock Backer Bakker Leeuw",
        "Jan Pieter Hendrik Willem Klaas Dirk Gerrit Cornelis Jacob Maarten Wouter + s sen",
    ],
    "no": [
        "Hans Johan Ol Lar Anders Peder Nil Kristian Jen Karl Erik Halvor Iver Jakob Knud Mikal Pett Sivert "
        "Thor Tor Arne Berntz Daniel Edvard Fredrik Gunder Ingebrigt Mathis Rasmus Simon Svend + sen",
        "Nord Sør Øst Vest Ny Lille Stor Haug Berg Skog Elv Fjell Gran Furu Lind Bjørk Eike Myr Sol Mel "
        "Kvern Sand Stein Bru Øy + vik land stad heim nes bø dal haugen moen bakken lien rud eide vang aas",
    ],
    "pl": [
        "Jan Mal Sikor Jabł Nowak Krup Woj Gór Maj Dąbr Olsz Lewand Kamiń Piotr Pawł Grab Mich Wit Jawor "
        "Brzoz Sokoł Zaw Jezi Wier Koz Czar Krak Szyman Rut Borow Kalin Lip Mar "
        "+ owski/owska iński/ińska ewski/ewska",
        "Adam Bartk Stank Klim Tom Szym Marc Jank Urban Walk Mich Mat Kub Paw Grzeg "
        "+ czyk iak owicz ewicz ek",
        "Nowak Wójcik Mazur Krawczyk Kaczmarek Zając Król Wróbel Wieczorek Stępień Dudek Pawlak Walczak Baran "
        "Szewczyk Pietrzak Bąk Duda Szczepaniak Gołąb Cieślak Kołodziej Błaszczyk Żak Łuczak Ślusarz",
    ],
    "pt": [
        "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes "
        "Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira "
        "Monteiro Cardoso Rocha Neves + ~Coelho ~Cruz ~Cunha ~Pires ~Ramos ~Reis ~Simões ~Antunes ~Matos "
        "~Fonseca ~Machado ~Araújo ~Barbosa ~Tavares ~Lourenço ~Castro ~Figueiredo ~Azevedo ~da~Mota "
        "~dos~Santos ~de~Melo ~Leite ~Barros ~Branco ~Guerreiro",
    ],
    "ro": [
        "Ion Pop Radul Dumitr Constantin Vasil Georg Petr Ştefăn Marin Tom Nicol Filip Alex Andre Anton Barbul "
        "Bogd Cost Dănil Dobr Enach Florian Grigor Ilies Lup Manol Mihăil Negr Olar Păun Rotar Sav Stan "
        "Teodor Tudor Vlad Zamfir Brăt Mun + escu",
        "Mold Brașov Câmp Dobr Olt Munt Ard Buc Sib Ilf Cern Gor Bacov Roman Turd + eanu ean",
        "Mor Cojoc Blăn Cizm Dogar Olar Ungur Croit Lăut Fier Rot Stol Zid Păcur + aru oiu iță",
    ],
    "sk": [
        "Kov Nov Hor Pol Mel Kol Tk Bal Ziem Slov Luk Hud Mic + áč/áčová ák/áková ár/árová",
        "Hud Kub Štef Mar Pav Ond Mich Jur Mat Jan Tom Bar Šim Hav Bed Dur + ec/cová ko/ková ík/íková "
        "ka/ková iš/išová",
        "Podhor Zahrad Hrad Les Žilin Trenčian Oravsk Liptov Nitrian Lehot Záhor Zvolen Turč "
        "+ ský/ská sky/ska",
    ],
    "sl": [
        "Kov Nov Mlin Bab Kral Petr Zup Pav Turk Mar Rozm Klemen Oblak Gol Hribar Bož Kastel "
        "+ ačič ič šek",
        "Pot Kot Zaj Ver Hoč Gor Breg Jam Pod Hrast Bajt Lesk Dol Rož Žag + nik ar ec",
        "Peter Jan Kos Mar Štef Rob Miheli Zor Pirn Mav + čič ančič in an",
    ],
    "sr": [
        "Јован Петр Никол Марк Стојан Милош Павл Илијан Лазар Тодор Стан Радован Мит Поп Вас Вук Симон "
        "Антон Мат Томаш Ђур Благој Радул Драгом Војин Арс Спас Живан Неш Гај Богдан + овић евић ић",
        "Кова Куз Коло Те Пек Опа Самар + чевић манов џић шић",
        "Мил Рад Стан Пав Симон Иван Десп Влад Бран + ојевић исављевић ковић енковић отић",
    ],
    "sv": [
        "Anders Johan Karl Nil Erik Lar Ol Per Svens Gustaf Pett Jon Jans Hans Bengt Daniel Håkan Magnus "
        "Isak Jakob Mårten Ols Elias Samuel Axel Måns + son",
        "Lind Berg Ek Sjö Ny Sten Hed Norr Söder Öst Väster Gran Alm Björk Hag Häll Holm Kvarn Ljung Lund "
        "Rosen Skog Sand Ström Wall Åker Äng Dal Hammar Hjelm Löv + ström gren qvist berg lund dahl holm "
        "mark stedt man blad löf",
    ],
    "tr": [
        "Ak Kara Öz Gök Demir Yıl Al Bay Er Gün Kaya Kır Koç Sarı Taş Tok Uz Yeşil Çelik Bal Boz Can Dağ "
        "Doğan Güç Işık Kurt + türk taş soy er bulut kaya demir can tepe gül doğan su bay",
        "Ali Hacı Molla İmam Mustafa Kara Çoban Deli Koca Kadı Ömer Topal Süleyman Usta Bekir Hasan Yusuf "
        "+ oğlu",
        "Yılmaz Kaya Şahin Yıldız Aydın Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özdemir Şimşek Polat "
        "Avcı Tekin Güneş Erdoğan Çakır Aktaş Korkmaz Keskin Güler Turan Bulut Sarı Ünal Özcan Yalçın Ateş",
    ],
    "uk": [
        "Іван Петр Васил Кравч Бонд Мороз Шевч Коваль Павл Мар Тимош Мельнич Левч Гонч Захар Лис Ткач Федор "
        "Савч Яків Онищ Мирон Хом Назар Степан Руд Радч Остап Яр Юр Семен Дмитр Сидор Кириї Панас Ничипор "
        "+ енко",
        "Іван Петр Ковал Бонд Мельн Ткач Кравч Пол Сав Мартин Роман Семен Гнат Андрій Данил Стец Шевч "
        "+ чук юк ишин",
        "Грин Мар Юр Пав Яким Степан Матв Сеньк Онуфр + ів",
        "Заболот Вишнев Яворів Кам’янець Білец Підгір Дубров Липин Чорнобиль Рудниц Левиц Острож Сосновец "
        "+ ський/ська",
    ],
}
