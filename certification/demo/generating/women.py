"""Common given names of women in each language, beside those of countries.py.

A plus puts each name before it in front of each name behind it, as family_names.py tells.
"""

WOMEN: dict[str, list[str]] = {
    "bg": [
        "Александра Ангелина Анна Антоания Биляна Боряна Валентина Ваня Венета Весела Виктория "
        "Гергана Даниела Диана Елена Елица Жана Златка Ивелина Камелия Катя Лилия Маргарита "
        "Милена Надежда Невена Петя Радка Росица Светла Стефка Теодора Юлияна",
    ],
    "cs": [
        "Adéla Alena Anežka Barbora Blanka Dagmar Dana Eliška Eva Hana Helena Irena Ivana Jana "
        "Jarmila Jitka Karolína Klára Kristýna Lenka Ludmila Marie Markéta Martina Michaela "
        "Monika Nikola Pavla Petra Radka Šárka Simona Věra Veronika Zuzana",
    ],
    "da": [
        "Agnete Anne Astrid Birgitte Britta Camilla Cecilie Charlotte Dorthe Ellen Else Emma "
        "Freja Gitte Hanne Helle Inge Ingrid Jette Karen Katrine Lene Line Lis Lone Louise Maren "
        "Maja Marie Pernille Rikke Signe Sofie Susanne Tine Tove Trine Ulla Vibeke",
    ],
    "de": [
        "Andrea Angelika Anja Antje Barbara Beate Birgit Brigitte Charlotte Christa Claudia "
        "Cornelia Dorothea Elisabeth Elke Emma Eva Franziska Gabriele Gerda Gisela Hanna Helga "
        "Ingrid Jana Johanna Julia Karin Kerstin Lea Lena Luise Maria Marlene Monika Nadine Petra "
        "Renate Sabine Sophie Susanne Tanja Ursula Ute",
        "Anna- Eva- Marie- + Lena Luise Sophie Theresa Christin Elisabeth",
    ],
    "el": [
        "Άννα Αγγελική Αθηνά Αλεξάνδρα Αναστασία Άρτεμις Βασιλική Γεωργία Δέσποινα Δήμητρα Ειρήνη "
        "Ελευθερία Ευτυχία Ζωή Θεοδώρα Ιωάννα Καλλιόπη Κωνσταντίνα Μαρία Μαργαρίτα Μυρτώ Νίκη "
        "Ξανθή Όλγα Παναγιώτα Παρασκευή Πηνελόπη Σταυρούλα Στυλιανή Φανή Χαρίκλεια Χριστίνα",
    ],
    "en": [
        "Alice Amy Anne Brenda Catherine Claire Deirdre Eileen Elizabeth Emily Emma Fiona Grace "
        "Hannah Helen Jane Jennifer Joan Karen Kate Laura Linda Louise Lucy Margaret Mary Maureen "
        "Michelle Nora Rachel Rebecca Ruth Sarah Sharon Susan Theresa Ursula",
    ],
    "es": [
        "Adriana Alba Alicia Ana Beatriz Blanca Carmen Carolina Clara Consuelo Cristina Dolores "
        "Elena Elvira Esperanza Eva Gloria Irene Isabel Julia Laura Leticia Lorena Marta Mercedes "
        "Mónica Natalia Noelia Olga Patricia Pilar Raquel Rocío Rosa Sara Silvia Sofía Teresa "
        "Verónica Yolanda",
        "María~ Ana~ + Carmen Isabel Ángeles Teresa Luisa Pilar Cristina Belén",
    ],
    "et": [
        "Aino Anneli Anu Eha Ene Epp Eve Heli Helve Ingrid Kadri Kai Karin Katrin Kersti Kristi "
        "Kristiina Laine Leelo Liina Liis Luule Maie Malle Mari Merike Piret Pille Reet Riina "
        "Siiri Sirje Tiina Triin Urve Valve Virve",
    ],
    "fi": [
        "Aada Aila Anja Anna Anneli Annikki Eeva Eila Elina Ella Emilia Helena Hilkka Irma "
        "Johanna Kaarina Kaija Katariina Kirsi Kristiina Laura Leena Liisa Maija Marja Marjatta "
        "Minna Outi Pirjo Raija Riitta Ritva Sanna Satu Seija Sirpa Tarja Tuula Ulla",
        "Anna- Marja- Eeva- + Liisa Leena Kaisa Riitta Maija",
    ],
    "fr": [
        "Agnès Alice Amandine Anne Aurélie Camille Caroline Catherine Cécile Charlotte Christine "
        "Claire Delphine Dominique Élodie Émilie Emma Florence Isabelle Jeanne Julie Juliette "
        "Laurence Léa Louise Madeleine Manon Marguerite Mathilde Monique Nathalie Pauline "
        "Sandrine Solène Sophie Sylvie Thérèse Valérie Véronique",
        "Anne- Marie- + Claude Laure Hélène Louise Sophie Thérèse",
    ],
    "ga": [
        "Áine Aisling Bláthnaid Bríd Cáit Clíona Deirdre Eilís Éimear Fionnuala Maebh Máire "
        "Mairéad Muireann Niamh Nóirín Nuala Orla Sadhbh Saoirse Sinéad Sorcha Úna",
    ],
    "hr": [
        "Ana Andrea Anita Antonija Branka Danijela Dubravka Dunja Gordana Ines Iva Jadranka Jasna "
        "Jelena Katarina Klara Kristina Lana Lucija Maja Marija Marina Martina Mirjana Nada "
        "Nataša Nika Petra Sanja Slavica Tanja Tea Tihana Vesna Višnja Zrinka",
    ],
    "hu": [
        "Adrienn Anikó Anna Beáta Borbála Csilla Dóra Edit Emese Enikő Erika Éva Fanni Gabriella "
        "Gizella Hajnalka Ibolya Ildikó Irén Judit Julianna Katalin Kinga Klára Krisztina "
        "Magdolna Margit Mária Márta Mónika Nikolett Nóra Orsolya Piroska Réka Rita Rozália Sára "
        "Szilvia Tímea Tünde Veronika",
    ],
    "is": [
        "Anna Arndís Auður Áslaug Birna Björk Brynja Dagný Edda Elín Elísabet Erla Eva Guðlaug "
        "Guðný Halldóra Helga Hildur Hrafnhildur Hulda Inga Ingibjörg Jóhanna Jónína Katrín "
        "Kolbrún Kristín Lilja Margrét Ólöf Rakel Sigríður Sigrún Sólveig Steinunn Svanhildur "
        "Unnur Valgerður",
    ],
    "it": [
        "Alessandra Alice Angela Anna Antonella Barbara Bianca Carla Caterina Cecilia Claudia "
        "Cristina Daniela Elena Elisa Emma Federica Francesca Gabriella Giada Giorgia Giovanna "
        "Giulia Ilaria Irene Laura Lucia Luisa Margherita Maria Martina Michela Monica Nicoletta "
        "Paola Patrizia Roberta Rosa Sara Serena Silvia Simona Stefania Teresa Valentina Vittoria",
        "Maria~ Anna~ + Grazia Luisa Chiara Teresa Rosa",
    ],
    "lt": [
        "Agnė Aistė Asta Audronė Aušra Birutė Dalia Daiva Danutė Diana Edita Elena Gabija Gintarė "
        "Giedrė Indrė Inga Irena Jolanta Jūratė Justina Kristina Laima Lina Loreta Marija Monika "
        "Neringa Nijolė Ona Rasa Raimonda Regina Rita Rūta Sigita Simona Vaida Vida Vilma Violeta "
        "Viktorija",
    ],
    "lv": [
        "Agnese Aija Aiga Anita Anna Antra Ausma Baiba Biruta Dace Daiga Daina Elīna Elza Evija "
        "Gunta Ieva Ilona Ina Inese Inga Ingrīda Iveta Jana Kristīne Laila Laima Laura Lāsma "
        "Lelde Linda Liene Madara Maija Marta Rasma Ruta Sandra Sanita Santa Sarmīte Signe "
        "Skaidrīte Velta Vija Zane",
    ],
    "nl": [
        "Aaltje Anke Anna Anouk Astrid Bregje Carla Cornelia Elise Els Emma Esther Eva Femke "
        "Fleur Hanneke Heleen Ingrid Isa Jacqueline Janneke Jolanda Judith Julia Karin Lieke "
        "Liesbeth Lisa Maaike Margriet Maria Marieke Marjan Marloes Mieke Mirjam Monique Nienke "
        "Petra Roos Saskia Sanne Sofie Tess Tineke Trijntje Wendy Willemijn Yvonne",
    ],
    "no": [
        "Anita Anne Astrid Aud Berit Bente Birgit Cecilie Elin Elisabeth Ellen Eli Emma Eva Gerd "
        "Greta Grete Gunn Hanne Hege Heidi Helene Hilde Inger Ida Julie Kari Karin Kirsten "
        "Kjersti Kristin Laila Lise Liv Marit Mari Marianne Maria Mona Nina Nora Randi Reidun "
        "Siri Sissel Silje Sofie Tone Tove Trine Turid Unni Vigdis Wenche",
        "Anne~ Ann- Inger~ + Marie Kristin Lise Karin Grete",
    ],
    "pl": [
        "Agata Aleksandra Alicja Anna Barbara Beata Bożena Danuta Dorota Elżbieta Emilia Ewa "
        "Grażyna Halina Hanna Helena Irena Iwona Izabela Jadwiga Janina Joanna Jolanta Julia "
        "Justyna Kamila Karolina Katarzyna Kinga Krystyna Lidia Lucyna Magdalena Maria Marta "
        "Marzena Monika Natalia Paulina Renata Sylwia Teresa Urszula Wanda Weronika Wiesława "
        "Zofia Zuzanna",
    ],
    "pt": [
        "Alice Ana Beatriz Bruna Carla Carolina Catarina Célia Clara Cláudia Cristina Daniela "
        "Diana Elisa Fátima Fernanda Filipa Filomena Francisca Graça Helena Isabel Joana Júlia "
        "Lara Leonor Lúcia Manuela Margarida Mariana Marta Matilde Paula Patrícia Raquel Rita "
        "Rosa Sandra Sara Sílvia Sofia Sónia Susana Teresa Vera",
        "Maria~ Ana~ + João Luísa Fátima Teresa Manuel Rita",
    ],
    "ro": [
        "Adriana Alexandra Alina Ana Anca Andreea Angela Aurelia Bianca Camelia Carmen Cătălina "
        "Corina Crina Cristina Dana Daniela Diana Doina Elena Emilia Felicia Florina Gabriela "
        "Georgiana Ileana Irina Iulia Laura Lavinia Lidia Liliana Luminița Mădălina Magdalena "
        "Maria Mihaela Mirela Monica Nicoleta Oana Raluca Ramona Roxana Ruxandra Simona Sorina "
        "Teodora Valentina Veronica Viorica",
    ],
    "sk": [
        "Adriana Alena Alžbeta Andrea Anna Barbora Beáta Božena Daniela Darina Denisa Dominika "
        "Elena Emília Eva Gabriela Helena Ivana Iveta Jana Jarmila Jozefína Katarína Kristína "
        "Lenka Lucia Magdaléna Margita Mária Marta Martina Michaela Monika Natália Nina Oľga "
        "Petra Renáta Silvia Simona Soňa Tatiana Terézia Veronika Viera Zdenka",
    ],
    "sl": [
        "Alenka Ana Andreja Anja Barbara Breda Darja Eva Helena Irena Ivana Jana Jasmina Jožica "
        "Karmen Katarina Katja Klavdija Kristina Lara Majda Maja Marija Marta Martina Mateja "
        "Metka Milena Mojca Monika Nada Nataša Neža Nika Nina Olga Petra Polona Renata Sabina "
        "Sara Silva Simona Sonja Tanja Tatjana Tina Urša Valentina Vesna Zala",
    ],
    "sr": [
        "Александра Ана Андријана Анђела Биљана Бојана Бранка Весна Вера Гордана Даница Данијела "
        "Драгана Душица Зорица Ивана Јасмина Јована Катарина Кристина Љиљана Марија Марина Милена "
        "Милица Нада Наташа Невена Оливера Радмила Слађана Славица Соња Софија Сузана Тамара Тања "
        "Теодора",
    ],
    "sv": [
        "Agneta Alice Anita Anna Annika Astrid Barbro Britt Carina Cecilia Charlotta Christina "
        "Ebba Elin Elisabeth Ella Elsa Emma Eva Frida Gun Gunilla Helena Ida Inga Ingegerd Ingrid "
        "Jenny Johanna Josefin Julia Karin Katarina Kerstin Kristina Lena Linda Lisa Lovisa Maja "
        "Malin Margareta Maria Marianne Matilda Monica Pia Sara Siv Sofia Solveig Susanne Ulla "
        "Ulrika Viveka",
        "Anna- Ann- Britt- + Marie Lena Karin Louise Sofie",
    ],
    "tr": [
        "Aslı Aylin Ayşe Aysun Bahar Banu Begüm Belgin Berna Beste Burcu Buse Ceren Damla Defne "
        "Demet Deniz Derya Didem Dilek Ebru Ece Elif Emel Emine Esra Evren Ezgi Fatma Filiz Gamze "
        "Gizem Gül Gülay Gülcan Hande Hatice Hülya Melek Melis Meltem Merve Nalan Nazlı Nermin "
        "Nesrin Nur Özge Özlem Pelin Pınar Seda Selin Sema Serap Sevgi Sibel Sinem Songül Tuba "
        "Tülay Yasemin Zehra Zeynep",
    ],
    "uk": [
        "Аліна Алла Анастасія Ангеліна Анна Богдана Валентина Валерія Віра Вікторія Віталіна "
        "Ганна Дарина Діана Євгенія Жанна Зоряна Ірина Катерина Лариса Леся Лідія Любов Людмила "
        "Маргарита Марина Марія Наталія Ніна Олександра Олена Ольга Поліна Раїса Роксолана "
        "Світлана Соломія Софія Тетяна Уляна Христина Ярослава",
    ],
}
