"""Common given names of men in each language, beside those of countries.py.

A plus puts each name before it in front of each name behind it, as family_names.py tells.
"""

MEN: dict[str, list[str]] = {
    "bg": [
        "Александър Андрей Антон Асен Атанас Борис Васил Венцислав Веселин Владимир Георги "
        "Димитър Емил Захари Ивайло Илия Калин Кирил Красимир Кристиян Любомир Мартин Милен "
        "Николай Огнян Петър Пламен Радослав Румен Стефан Стоян Тодор Цветан",
    ],
    "cs": [
        "Adam Aleš Antonín Bohumil Dalibor Daniel David Dušan Filip František Ivo Jakub Jan "
        "Jaromír Jaroslav Josef Karel Ladislav Libor Lukáš Marek Martin Matěj Michal Miloš "
        "Miroslav Oldřich Pavel Petr Radek Roman Stanislav Štěpán Tomáš Vít Vladimír Vojtěch "
        "Zdeněk",
    ],
    "da": [
        "Aksel Anders Asger Bent Bo Carsten Christian Claus Emil Erik Esben Finn Flemming "
        "Frederik Hans Henrik Ib Jakob Jens Jesper Kasper Kim Kristian Lars Lasse Mads Magnus "
        "Mikkel Mogens Morten Niels Ole Per Peter Poul Rasmus Steen Svend Thomas Torben Troels "
        "Viggo",
    ],
    "de": [
        "Alexander Andreas Benedikt Bernd Christian Christoph Daniel Dieter Dirk Dominik Erik "
        "Felix Frank Friedrich Georg Gerhard Hannes Heinrich Helmut Holger Jakob Jan Jens Joachim "
        "Johannes Jonas Karsten Klaus Leon Martin Maximilian Michael Moritz Niklas Norbert Oliver "
        "Paul Peter Ralf Rainer Sebastian Stefan Tobias Uwe Volker Werner Wolfgang",
        "Hans- Karl- + Peter Heinz Joachim Georg Dieter Josef",
    ],
    "el": [
        "Αθανάσιος Αλέξανδρος Ανδρέας Αντώνιος Απόστολος Αριστείδης Βασίλειος Γεώργιος Δημήτριος "
        "Εμμανουήλ Ηλίας Θωμάς Ιωάννης Κυριάκος Λάμπρος Λεωνίδας Μάριος Μιχαήλ Νεκτάριος Νικόλαος "
        "Ξενοφών Οδυσσέας Παναγιώτης Παύλος Πέτρος Σπυρίδων Σταύρος Στέφανος Στυλιανός Σωτήριος "
        "Φίλιππος Χαράλαμπος",
    ],
    "en": [
        "Adam Alan Andrew Anthony Brendan Brian Charles Christopher Daniel David Dermot Edward "
        "Francis George Gerard Henry Hugh James John Joseph Kenneth Kevin Mark Martin Michael "
        "Neil Noel Patrick Paul Peter Philip Raymond Robert Simon Stephen Thomas Vincent William",
    ],
    "es": [
        "Adrián Alberto Alejandro Alfonso Álvaro Antonio Carlos César Daniel David Diego Eduardo "
        "Emilio Enrique Fernando Francisco Gabriel Gonzalo Guillermo Héctor Hugo Ignacio Jaime "
        "Javier Jorge José Juan Julián Luis Manuel Marcos Mario Martín Miguel Óscar Pablo Pedro "
        "Rafael Raúl Ricardo Roberto Rubén Salvador Santiago Sergio Tomás Vicente Víctor",
        "José~ Juan~ Luis~ + Carlos Antonio Manuel Miguel Ignacio Ramón",
    ],
    "et": [
        "Aivar Andres Andrus Ants Arvo Enn Erki Gunnar Hannes Heino Indrek Jaak Jaan Jaanus "
        "Kaarel Kalev Kalle Kristjan Lauri Lembit Madis Margus Mart Martin Mati Mihkel Peeter "
        "Priit Raivo Rasmus Sander Siim Tarmo Tiit Toomas Toivo Urmas Uno Vello Villu",
    ],
    "fi": [
        "Aleksi Antero Antti Ari Arto Eero Eino Erkki Esa Hannu Harri Heikki Ilkka Jaakko Jari "
        "Joonas Jorma Juha Juhani Jukka Kalevi Kari Lauri Markku Markus Matti Mika Olavi Onni "
        "Petri Pekka Reijo Risto Sakari Sami Seppo Tapani Tapio Teemu Timo Toivo Tuomas Veikko "
        "Ville",
    ],
    "fr": [
        "Adrien Alain Alexandre Antoine Arnaud Arthur Bastien Bernard Christophe Cédric Claude "
        "Clément Damien Denis Didier Émile Éric Étienne Fabien Frédéric Gérard Gilles Guillaume "
        "Guy Henri Hugo Jacques Julien Laurent Louis Luc Marc Mathieu Maxime Michel Nicolas "
        "Olivier Pascal Philippe Pierre Quentin Raphaël René Sébastien Stéphane Théo Thierry "
        "Vincent Xavier Yves",
        "Jean- Pierre- + Claude Luc Yves Louis Marc Michel Pascal",
    ],
    "ga": [
        "Aodhán Breandán Cathal Cian Colm Conchúr Cormac Daithí Diarmuid Dónal Éamon Fearghal "
        "Fionn Lorcán Micheál Niall Rónán Ruairí Séamus Tadhg Tomás",
    ],
    "hr": [
        "Ante Antun Boris Bruno Damir Darko Davor Dino Domagoj Dražen Filip Frane Goran Igor Ivan "
        "Ivica Josip Jure Karlo Luka Marijan Marin Marko Mario Mate Matija Mislav Nikola Pavao "
        "Petar Roko Siniša Slaven Stjepan Tomislav Vedran Vjekoslav Vladimir Zdravko Zlatko "
        "Zvonimir",
    ],
    "hu": [
        "Ádám András Attila Balázs Béla Bence Csaba Dániel Dávid Dénes Endre Ernő Ferenc Gábor "
        "Gyula Imre István János József Károly Kálmán Kristóf Lajos Levente Márk Márton Máté "
        "Mihály Miklós Norbert Ottó Pál Péter Róbert Sándor Szabolcs Szilárd Tamás Tibor Vilmos "
        "Zsolt",
    ],
    "is": [
        "Andri Ari Arnar Atli Ágúst Árni Baldur Benedikt Birgir Bjarni Björn Egill Einar Eiríkur "
        "Friðrik Gísli Guðjón Gunnar Halldór Haraldur Haukur Helgi Hjörtur Ingvar Jóhann Jón Karl "
        "Kári Kjartan Kristján Magnús Ólafur Óskar Páll Pétur Ragnar Sigurður Stefán Sveinn "
        "Tryggvi Vilhjálmur",
    ],
    "it": [
        "Alberto Alessandro Andrea Angelo Antonio Bruno Carlo Claudio Cristiano Daniele Dario "
        "Davide Diego Domenico Emanuele Enrico Fabio Federico Filippo Francesco Gabriele Giacomo "
        "Gianluca Giorgio Giovanni Giulio Giuseppe Jacopo Lorenzo Luca Luigi Marcello Marco Mario "
        "Massimo Michele Nicola Paolo Pietro Riccardo Roberto Salvatore Simone Stefano Tommaso "
        "Vincenzo Vittorio",
    ],
    "lt": [
        "Aidas Algirdas Andrius Antanas Arūnas Arvydas Audrius Dainius Darius Deividas Domantas "
        "Edvardas Egidijus Gediminas Giedrius Gintaras Jonas Juozas Justinas Karolis Kazys "
        "Kęstutis Laurynas Linas Lukas Mantas Marius Martynas Mykolas Paulius Petras Povilas "
        "Ramūnas Rimantas Rokas Rytis Saulius Stasys Tadas Tomas Vaidas Valdas Virginijus "
        "Vytautas",
    ],
    "lv": [
        "Agris Aigars Aivars Aldis Andris Andrejs Ainārs Armands Arnis Artūrs Arvīds Dainis "
        "Dzintars Edgars Egils Eriks Gatis Gints Guntis Gunārs Guntars Imants Ivars Juris Kaspars "
        "Kristaps Lauris Mārcis Māris Mārtiņš Mihails Modris Normunds Oskars Pēteris Raimonds "
        "Rihards Roberts Toms Uldis Valdis Viesturs Visvaldis Zigmārs",
    ],
    "nl": [
        "Adriaan Arjan Arie Bart Bas Bram Cees Cornelis Daan Dirk Erik Floris Frank Frits Geert "
        "Gerrit Guus Hans Harm Hendrik Henk Herman Hugo Jaap Jan Jasper Jelle Jeroen Johan Kees "
        "Klaas Koen Lars Lieven Maarten Marcel Mark Martijn Matthijs Michiel Niels Paul Peter "
        "Piet Rob Roel Rutger Sander Sven Thijs Tim Tom Willem Wim Wouter",
    ],
    "no": [
        "Anders Andreas Arne Arvid Asbjørn Bernt Birger Dag Egil Einar Eirik Erik Erling Espen "
        "Eivind Finn Frode Fredrik Geir Gunnar Halvor Hans Harald Helge Henrik Ivar Jan Jens "
        "Johan Jon Jostein Karl Kjell Knut Kristian Lars Leif Magnus Martin Morten Nils Odd Ola "
        "Olav Ole Pål Per Petter Ragnar Roar Roger Rolf Rune Sigurd Sindre Stein Steinar Svein "
        "Terje Thomas Tor Tore Trond Vidar",
        "Jan~ Per~ Ole~ Tor~ + Erik Arne Kristian Egil Olav",
    ],
    "pl": [
        "Adam Adrian Andrzej Antoni Arkadiusz Artur Bartosz Cezary Damian Daniel Dariusz Dawid "
        "Dominik Edward Filip Franciszek Grzegorz Henryk Hubert Ireneusz Jacek Jakub Jan Janusz "
        "Jarosław Jerzy Józef Kamil Karol Kazimierz Konrad Krzysztof Leszek Maciej Marcin Marek "
        "Mariusz Mateusz Mirosław Paweł Piotr Przemysław Rafał Robert Roman Ryszard Stanisław "
        "Stefan Szymon Tadeusz Tomasz Waldemar Wiesław Witold Zbigniew Zygmunt",
    ],
    "pt": [
        "Afonso Alexandre Álvaro André António Armando Artur Bernardo Bruno Carlos Daniel David "
        "Diogo Duarte Eduardo Fábio Fernando Filipe Francisco Gustavo Henrique Hugo Jaime Joaquim "
        "Jorge José Leonel Luís Manuel Marco Mário Martim Miguel Nuno Paulo Pedro Rafael Ricardo "
        "Rodrigo Rui Salvador Sérgio Tiago Vasco Vítor",
        "José~ João~ Luís~ + Carlos Manuel Pedro Miguel Filipe",
    ],
    "ro": [
        "Adrian Alexandru Alin Andrei Anton Aurel Bogdan Călin Cătălin Ciprian Constantin "
        "Corneliu Cosmin Cristian Dan Daniel Dorin Dragoș Dumitru Emil Eugen Florin Gabriel "
        "George Gheorghe Horia Iulian Laurențiu Liviu Lucian Marian Marius Mihai Mircea Nicolae "
        "Octavian Ovidiu Paul Petru Radu Remus Sebastian Silviu Sorin Tudor Valentin Vasile "
        "Victor Viorel Vlad",
    ],
    "sk": [
        "Adam Andrej Anton Boris Branislav Dávid Dušan Eduard Emil Erik Filip František Igor Ivan "
        "Jakub Ján Jaroslav Jozef Juraj Karol Ladislav Lukáš Marcel Marek Marián Martin Matej "
        "Michal Milan Miroslav Norbert Ondrej Patrik Pavol Peter Radoslav Rastislav Richard "
        "Róbert Roman Rudolf Samuel Stanislav Tibor Tomáš Vladimír Vojtech",
    ],
    "sl": [
        "Aleksander Aleš Aljaž Alojz Andraž Andrej Anton Blaž Bojan Branko Damjan Danijel Darko "
        "David Dejan Domen Dušan Franc Gašper Gorazd Gregor Igor Ivan Iztok Jaka Jakob Jan Janez "
        "Jernej Jože Jurij Klemen Luka Marjan Marko Martin Matej Miha Milan Miran Mitja Peter "
        "Primož Rok Samo Sašo Sebastjan Stanislav Tadej Tomaž Vid Vinko Zoran",
    ],
    "sr": [
        "Александар Бојан Борис Бранислав Бранко Васа Владимир Војислав Горан Дарко Дејан Драган "
        "Душан Жарко Зоран Иван Игор Јован Лазар Лука Марко Милан Милош Мирослав Михаило Младен "
        "Небојша Ненад Никола Огњен Павле Петар Предраг Радован Раде Саша Славко Слободан Стеван "
        "Стефан Урош Филип",
    ],
    "sv": [
        "Albin Alexander Anders Andreas Arne Axel Bengt Bertil Björn Bo Carl Christer Claes "
        "Daniel David Elias Emil Erik Filip Fredrik Gunnar Gustav Hans Henrik Ingemar Ivar Jakob "
        "Jan Jens Joakim Johan Jonas Karl Kent Kjell Lars Leif Lennart Linus Magnus Martin Mats "
        "Mattias Mikael Nils Olof Oskar Ove Patrik Per Peter Rolf Rune Simon Stefan Sten Sven "
        "Thomas Tobias Tommy Torbjörn Ulf Viktor",
        "Jan- Lars- Karl- Per- + Erik Olof Göran Åke Gunnar",
    ],
    "tr": [
        "Ahmet Ali Alper Altan Arda Aydın Barış Berk Bora Burak Bülent Can Cem Cemal Cengiz Cihan "
        "Deniz Emre Ender Engin Erdem Erhan Erol Ersin Fatih Ferhat Fikret Gökhan Güven Hakan "
        "Halil Haluk Hasan Hüseyin İlker İsmail Kaan Kadir Kemal Kerem Koray Levent Mehmet Mert "
        "Metin Murat Mustafa Necati Okan Onur Orhan Osman Ömer Özgür Ramazan Recep Rıza Selçuk "
        "Serdar Serkan Sinan Süleyman Tamer Tolga Tuncay Turgut Uğur Umut Ümit Volkan Yavuz Yiğit "
        "Yusuf Zafer",
    ],
    "uk": [
        "Анатолій Андрій Антон Артем Богдан Борис Вадим Валентин Василь Віктор Віталій Володимир "
        "В’ячеслав Геннадій Данило Денис Дмитро Іван Ігор Кирило Костянтин Леонід Любомир Максим "
        "Маркіян Мирослав Микита Микола Михайло Назар Олег Олександр Олексій Остап Павло Петро "
        "Роман Руслан Святослав Степан Тарас Тимофій Федір Ярослав",
    ],
}
