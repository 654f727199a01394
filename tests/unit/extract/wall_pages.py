"""Pages that stand in an article's place, and articles about such pages; all written for these tests.

`WALLS`, `UNKNOWN` and `ARTICLES` map a name to a page's HTML.
"""

_MENU = (
    "Home", "Politics", "Business", "Markets", "Technology", "Science", "Health", "Sport", "Football",
    "Cricket", "Culture", "Film", "Music", "Books", "Travel", "Food", "Fashion", "Weather", "Obituaries",
    "Letters", "Crossword", "Podcasts", "Video", "Newsletters", "Jobs", "Property", "Motoring", "Education",
    "Environment", "World", "Europe", "Africa", "Asia", "Americas", "Australia", "Regions", "North", "South",
    "East", "West", "Archive", "Subscribe", "My account", "Saved stories", "E-paper", "Help", "Contact",
)  # fmt: skip
_FOOT = (
    "<footer><p>© 2026 The Harbour Herald. All rights reserved.</p><ul><li><a href=/imprint>Imprint</a>"
    "<li><a href=/privacy>Privacy policy</a><li><a href=/terms>Terms of use</a></ul></footer>"
)
_READ = "".join(
    f"<li><a href=/news/{n}><h3>{title}</h3></a>"
    for n, title in enumerate(
        (
            "Ferry service to the islands is suspended after storm damage at the pier",
            "City hall clock will be repaired in time for its hundredth birthday",
            "Three schools in the north of the county are to share one kitchen",
            "Why the price of bread rose again, and what bakers say about it",
        )
    )
)


def bare(title, body, head="", language="en"):
    return (
        f"<!doctype html><html lang={language}><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def framed(title, body, head="", language="en"):
    """Return a page with a site's menu, its most read stories and its foot around the body."""
    menu = "".join(f"<li><a href=/{n}>{name}</a>" for n, name in enumerate(_MENU))
    return bare(
        title,
        f"<header><a href=/>The Harbour Herald</a><nav><ul>{menu}</ul></nav></header><main>{body}</main>"
        f"<section><h2>Most read</h2><ul>{_READ}</ul></section>{_FOOT}",
        head,
        language,
    )


_FIELDS = "<form method=post action=/login><label>E-mail <input name=u type=email></label><label>Password <input type=password name=p></label><button>OK</button></form>"

WALLS = {
    # --- a check for robots
    "moment en": bare("Just a moment...", "<h1>herald.example</h1><h2>Verifying you are human. This may take a few seconds.</h2><div>herald.example needs to review the security of your connection before proceeding.</div><noscript>Enable JavaScript and cookies to continue</noscript><div>Ray ID: 8f1c2d3e4b5a6978</div><script>window._cf_chl_opt={cRay:'8f'}</script>"),
    "moment de": bare("Nur einen Moment…", "<h1>herald.example</h1><p>Es wird überprüft, ob Sie ein Mensch sind. Dies kann einige Sekunden dauern.</p><p>herald.example muss die Sicherheit Ihrer Verbindung überprüfen, bevor Sie fortfahren können.</p><p>Ray-ID: 8f1c2d3e4b5a6978</p>", language="de"),
    "moment es": bare("Un momento…", "<h1>herald.example</h1><p>Verificando que usted es un ser humano. Esto puede tardar unos segundos.</p><p>herald.example necesita revisar la seguridad de su conexión antes de continuar.</p>", language="es"),
    "moment fr": bare("Un instant…", "<h1>herald.example</h1><p>Vérification que vous êtes bien un humain. Cela peut prendre quelques secondes.</p><p>herald.example doit vérifier la sécurité de votre connexion avant de continuer.</p>", language="fr"),
    "moment ru": bare("Один момент…", "<h1>herald.example</h1><p>Проверяем, человек ли вы. Это может занять несколько секунд.</p><p>Сайту herald.example необходимо проверить безопасность вашего подключения, прежде чем продолжить.</p>", language="ru"),
    "checking browser": bare("herald.example", "<h1>Checking your browser before accessing herald.example</h1><p>This process is automatic. Your browser will redirect to your requested content shortly.</p><p>Please allow up to 5 seconds…</p><p>DDoS protection. Request id 91ab77.</p>"),
    "unusual traffic": bare("Pardon our interruption", "<h1>Pardon our interruption...</h1><p>As you were browsing, something about your browser made us think you might be a bot. There are a few reasons this might happen:</p><ul><li>You are a power user moving through this website with super-human speed.</li><li>You have disabled JavaScript in your web browser.</li><li>A third-party browser plugin is preventing JavaScript from running.</li></ul><p>To regain access, please make sure that cookies and JavaScript are enabled before reloading the page.</p>"),
    "robot en": bare("herald.example - Are you a robot?", "<h1>We have detected unusual activity from your computer network</h1><p>To continue, please click the box below to let us know you are not a robot.</p><h2>Why did this happen?</h2><p>Please make sure your browser supports JavaScript and cookies and that you are not blocking them from loading. For more information you can review our Terms of Service and Cookie Policy.</p><h2>Need help?</h2><p>For inquiries related to this message please contact our support team and provide the reference ID below.</p><p>Block reference ID: 0a1b-2c3d</p>"),
    "robot de": bare("Sicherheitsabfrage", "<h1>Sicherheitsüberprüfung</h1><p>Wir haben ungewöhnlichen Datenverkehr aus Ihrem Netzwerk festgestellt. Bitte lösen Sie die folgende Aufgabe, um zu bestätigen, dass Sie kein Roboter sind.</p><form><input name=c><button>Weiter</button></form>", language="de"),
    "robot fr": bare("Vérification", "<p>Nous avons détecté une activité inhabituelle depuis votre réseau. Veuillez confirmer que vous n'êtes pas un robot pour accéder au site du journal.</p><form><input name=c><button>Valider</button></form>", language="fr"),
    "robot es": bare("Comprobación de seguridad", "<h1>Confirma que no eres un robot</h1><p>Hemos detectado tráfico inusual procedente de tu red. Resuelve el siguiente captcha para continuar leyendo nuestro periódico.</p><form><input name=c></form>", language="es"),
    "robot ru": bare("Ой!", "<h1>Подтвердите, что запросы отправляли вы, а не робот</h1><p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические. Почему это могло произойти? Возможно, запросы отправляли не вы, а другой пользователь из вашей сети.</p><form><button>Я не робот</button></form>", language="ru"),
    "robot pt": bare("Verificação de segurança", "<p>Detectamos tráfego incomum vindo da sua rede. Para continuar, confirme que você não é um robô.</p>", language="pt"),
    "denied en": bare("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to access \"http://herald.example/news/bridge\" on this server.</p><p>Reference #18.5d2f1602.1700000000.2f3a4b5c</p>"),
    "blocked en": bare("Attention Required! | Shield", "<h1>Sorry, you have been blocked</h1><h2>You are unable to access herald.example</h2><h2>Why have I been blocked?</h2><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution. There are several actions that could trigger this block including submitting a certain word or phrase, a SQL command or malformed data.</p><h2>What can I do to resolve this?</h2><p>You can email the site owner to let them know you were blocked. Please include what you were doing when this page came up and the Ray ID found at the bottom of this page.</p>"),
    "region en": bare("The Harbour Herald", "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the European Economic Area including the EU which enforces the General Data Protection Regulation and therefore access cannot be granted at this time. For any issues, contact web@herald.example or call 555-0100.</p>"),
    # --- consent
    "consent en": bare("The Harbour Herald", "<div><h1>We value your privacy</h1><p>We and our 842 partners store and/or access information on a device, such as cookies and process personal data, such as unique identifiers and standard information sent by a device for personalised advertising and content, advertising and content measurement, audience research and services development.</p><p>With your permission we and our partners may use precise geolocation data and identification through device scanning. You may click to consent to our and our partners' processing as described above. Alternatively you may access more detailed information and change your preferences before consenting or to refuse consenting.</p><button>More options</button><button>Agree</button></div>"),
    "consent de": bare("Herald", "<div><h1>Willkommen beim Herald</h1><p>Nutzen Sie unsere Seite mit Werbung und Tracking oder schließen Sie ein Pur-Abo ab. Um unser Angebot zu finanzieren, verarbeiten wir und bis zu 214 Partner personenbezogene Daten, speichern Cookies und greifen auf Informationen auf Ihrem Gerät zu.</p><p>Mit Ihrer Einwilligung, die Sie jederzeit widerrufen können, messen wir die Leistung von Anzeigen und Inhalten und gewinnen Erkenntnisse über Zielgruppen. Details finden Sie in unserer Datenschutzerklärung.</p><button>Akzeptieren und weiter</button><a href=/pur>Jetzt Pur-Abo abschließen</a></div>", language="de"),
    "consent fr": bare("Le Héraut", "<div><h1>Vos données, votre choix</h1><p>Avec votre accord, nos 312 partenaires et nous utilisons des cookies ou technologies similaires pour stocker, consulter et traiter des données personnelles telles que votre visite sur ce site internet, les adresses IP et les identifiants de cookie.</p><p>Vous pouvez retirer votre consentement ou vous opposer aux traitements de données fondés sur l'intérêt légitime à tout moment en cliquant sur « En savoir plus » ou via notre politique de confidentialité.</p><button>Accepter et fermer</button><button>Continuer sans accepter</button></div>", language="fr"),
    "consent es": bare("El Heraldo", "<div><h1>Tu privacidad nos importa</h1><p>Nosotros y nuestros 780 socios almacenamos o accedemos a información en un dispositivo, tales como cookies, y procesamos datos personales, tales como identificadores únicos e información estándar enviada por un dispositivo para anuncios y contenidos personalizados.</p><button>Aceptar y continuar</button><button>Rechazar y suscribirse</button></div>", language="es"),
    "consent it": bare("L'Araldo", "<div><h1>Informativa</h1><p>Noi e terze parti selezionate utilizziamo cookie o tecnologie simili per finalità tecniche e, con il tuo consenso, anche per altre finalità come specificato nella cookie policy. Il rifiuto del consenso può rendere non disponibili le relative funzioni.</p><p>Puoi liberamente prestare, rifiutare o revocare il tuo consenso, in qualsiasi momento, accedendo al pannello delle preferenze.</p><button>Accetta</button></div>", language="it"),
    "consent ru": bare("Вестник", "<div><p>Мы используем файлы cookie, чтобы улучшить работу сайта и показывать вам подходящую рекламу. Продолжая пользоваться сайтом, вы соглашаетесь на обработку персональных данных в соответствии с политикой конфиденциальности.</p><button>Принять все</button></div>", language="ru"),
    "consent nl": bare("Toestemming", "<div><h1>De Heraut gebruikt cookies</h1><p>Wij en onze partners plaatsen cookies en vergelijkbare technieken om de site goed te laten werken, het gebruik te meten en advertenties af te stemmen op jouw interesses. Klik op akkoord om verder te gaan naar het artikel.</p><button>Akkoord</button></div>", language="nl"),
    # --- a login or a subscription where the article was
    "login en": framed("Log in | The Harbour Herald", f"<h1>Log in</h1><p>Please log in to continue reading this article.</p>{_FIELDS}<p>Don't have an account? <a href=/register>Register for free</a> and read five articles a month.</p>"),
    "login de": framed("Anmelden – Hafenbote", f"<h1>Anmelden</h1><p>Melden Sie sich mit Ihrem Benutzerkonto an, um diesen Artikel zu lesen.</p>{_FIELDS}<p>Noch kein Konto? <a href=/neu>Jetzt registrieren</a></p>", language="de"),
    "login fr": framed("Connexion - Le Héraut", f"<h1>Connexion</h1><p>Connectez-vous à votre compte pour lire la suite de cet article.</p>{_FIELDS}<p>Mot de passe oublié ? Pas encore de compte ? Créez-en un gratuitement.</p>", language="fr"),
    "login es": framed("Iniciar sesión | El Heraldo", f"<h1>Inicia sesión</h1><p>Para seguir leyendo este contenido debes iniciar sesión con tu cuenta de lector.</p>{_FIELDS}<p>¿No tienes cuenta? Regístrate gratis y lee diez artículos al mes.</p>", language="es"),
    "login ru": framed("Вход на сайт", f"<h1>Вход</h1><p>Войдите в свою учётную запись, чтобы прочитать этот материал полностью.</p>{_FIELDS}<p>Забыли пароль? Ещё не зарегистрированы?</p>", language="ru"),
    "login bare": bare("The Harbour Herald", f"<h1>Sign in to your account</h1>{_FIELDS}<p>By signing in you agree to our terms of service and our privacy policy.</p><p>Forgot your password? We will send you a link to set a new one.</p>"),
    "subscribe en": framed("Subscribe | The Harbour Herald", "<h1>Subscribe to continue reading</h1><p>You have reached your limit of free articles for this month. Choose a subscription and get unlimited access to all our journalism.</p><p>£1 a week for the first year, then £2.50 a week. Cancel at any time.</p><button>Subscribe now</button>"),
    # --- soft 404
    "missing en": framed("The Harbour Herald", "<h1>Page not found</h1><p>Sorry, the page you are looking for could not be found. It may have been moved or deleted, or you may have followed an old link.</p><p>Try searching for it, or go back to our front page.</p>"),
    "missing oops": framed("Oops! | The Harbour Herald", "<h1>Oops! Something went wrong</h1><p>We can't find the page you're looking for. Check the address, or try one of the stories below.</p>"),
    "missing 404": framed("404 | The Harbour Herald", "<h1>404</h1><p>The story you requested is no longer available, or the address was typed wrong. Here are some of today's headlines that may interest you instead.</p>"),
    "missing de": framed("Hafenbote", "<h1>Seite nicht gefunden</h1><p>Die von Ihnen aufgerufene Seite existiert leider nicht oder wurde verschoben. Bitte überprüfen Sie die eingegebene Adresse oder nutzen Sie unsere Suche.</p>", language="de"),
    "missing de 2": framed("Fehler 404 - Hafenbote", "<h1>Hoppla!</h1><p>Diese Seite konnten wir nicht finden. Vielleicht haben Sie sich vertippt, oder der Artikel wurde aus unserem Archiv entfernt.</p>", language="de"),
    "missing fr": framed("Le Héraut", "<h1>Page introuvable</h1><p>La page que vous recherchez n'existe pas ou n'est plus disponible. Nous vous invitons à vérifier l'adresse saisie ou à revenir à la page d'accueil.</p>", language="fr"),
    "missing es": framed("El Heraldo", "<h1>Página no encontrada</h1><p>Lo sentimos, la página que buscas no existe o ha cambiado de dirección. Puedes volver a la portada o utilizar nuestro buscador.</p>", language="es"),
    "missing ru": framed("Ошибка 404", "<h1>Страница не найдена</h1><p>К сожалению, запрашиваемая вами страница не существует или была удалена. Проверьте правильность адреса или перейдите на главную страницу.</p>", language="ru"),
    "missing it": framed("L'Araldo", "<h1>Errore 404</h1><p>La pagina che stai cercando non esiste o è stata spostata. Torna alla pagina iniziale oppure usa la ricerca per trovare l'articolo che ti interessa.</p>", language="it"),
    "error en": bare("Error", "<h1>We'll be right back</h1><p>Our site is temporarily down for scheduled maintenance. We apologise for the inconvenience and expect to be back online shortly. Thank you for your patience.</p>"),
    "error 500": bare("500 Internal Server Error", "<h1>Internal Server Error</h1><p>The server encountered an internal error or misconfiguration and was unable to complete your request. Please contact the server administrator and inform them of the time the error occurred.</p>"),
    "error backend": bare("503 Backend fetch failed", "<h1>Error 503 Backend fetch failed</h1><p>Backend fetch failed</p><h3>Guru Meditation:</h3><p>XID: 1234567</p><hr><p>Varnish cache server</p>"),
    "error de": bare("Wartungsarbeiten", "<h1>Wartungsarbeiten</h1><p>Unsere Website ist wegen Wartungsarbeiten vorübergehend nicht erreichbar. Bitte versuchen Sie es in wenigen Minuten noch einmal. Wir bitten um Ihr Verständnis.</p>", language="de"),
    # --- empty shells
    "shell": framed("The Harbour Herald", "<div id=article></div>"),
    "shell script": bare("The Harbour Herald", "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=/app.js></script>"),
    "shell old browser": bare("The Harbour Herald", "<div>Your browser is out of date. Please update your browser to view this website correctly. Update my browser now.</div><div id=app></div>"),
    "frontpage": framed("The Harbour Herald - News from the harbour", "<h1>Top stories</h1><ul>" + _READ + "</ul>"),
    "px": bare("Access to this page has been denied", "<h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><p>Reference ID 12ab-34cd</p>"),
    "dd": bare("paper.example", "<script src='https://ct.captcha-delivery.com/c.js'></script><p>Please enable JS and disable any ad blocker</p>"),
    "slider zh": bare("安全验证", "<p>为了保障您的访问安全，请完成下方的滑块验证后继续访问。</p>", language="zh"),
    "aws waf": bare("Human Verification", "<h1>Let's confirm you are human</h1><p>Complete the security check before continuing. This step verifies that you are not a bot, which helps to protect your account and prevent spam.</p><button>Begin</button>"),
    "consent pl": bare("Gazeta", "<h1>Szanowni Państwo</h1><p>Za Państwa zgodą my i nasi partnerzy przechowujemy i uzyskujemy dostęp do informacji na urządzeniu oraz przetwarzamy dane osobowe, takie jak unikalne identyfikatory, w celu wyboru spersonalizowanych reklam.</p><button>Przejdź do serwisu</button>", language="pl"),
    "consent pt": bare("Diário", "<h1>Valorizamos a sua privacidade</h1><p>Nós e os nossos 550 parceiros armazenamos e/ou acedemos a informações num dispositivo, tais como cookies, e processamos dados pessoais para anúncios e conteúdos personalizados.</p>", language="pt"),
    "consent sv": bare("Bladet", "<h1>Vi värnar om din integritet</h1><p>Vi och våra partners lagrar och får åtkomst till information på din enhet, till exempel kakor, för att visa anpassade annonser och mäta innehåll.</p>", language="sv"),
    "paywall fr": framed("Article réservé aux abonnés - Le Héraut", "<h1>Cet article est réservé aux abonnés</h1><p>Abonnez-vous dès 1 € par mois pour lire la suite. Déjà abonné ? Connectez-vous.</p>", language="fr"),
    "register en": framed("Register | The Paper", f"<h1>Register to read on</h1><p>It is free and takes a minute. You will be able to comment and save stories.</p>{_FIELDS}"),
    "login ja": framed("ログイン", f"<h1>ログイン</h1><p>この記事の続きをお読みいただくには、会員登録またはログインしてください。</p>{_FIELDS}", language="ja"),
    "login it": framed("Accedi - L'Araldo", f"<h1>Accedi al tuo account</h1><p>Inserisci la tua e-mail e la password per continuare la lettura. Password dimenticata?</p>{_FIELDS}", language="it"),
    "404 nl": framed("De Heraut", "<h1>Deze pagina bestaat niet (meer)</h1><p>De pagina die u zoekt is verwijderd of verplaatst. Ga terug naar de voorpagina of gebruik de zoekfunctie.</p>", language="nl"),
    "404 tr": framed("Haberci", "<h1>Sayfa bulunamadı</h1><p>Aradığınız sayfa kaldırılmış, adı değiştirilmiş veya geçici olarak kullanım dışı olabilir.</p>", language="tr"),
    "404 ja": framed("新聞", "<h1>お探しのページが見つかりませんでした</h1><p>申し訳ございません。お探しのページは削除されたか、URLが変更された可能性があります。</p>", language="ja"),
    "article removed": framed("Article unavailable", "<h1>This article is no longer available</h1><p>The article may have expired or been removed from our site. You can find the latest stories on our home page.</p>"),
    "busy": bare("Too Many Requests", "<h1>429 Too Many Requests</h1><p>You have sent too many requests in a given amount of time. Please slow down and try again later.</p>"),
    "nginx": bare("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>"),
    "maint fr": bare("Le Héraut", "<h1>Site en maintenance</h1><p>Notre site est momentanément indisponible. Nous mettons tout en œuvre pour rétablir le service au plus vite. Merci de votre patience.</p>", language="fr"),
    "maint ru": bare("Вестник", "<h1>На сайте ведутся технические работы</h1><p>Приносим извинения за неудобства. Скоро мы снова будем с вами, попробуйте зайти позже.</p>", language="ru"),
    "suspended": bare("Account Suspended", "<h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>"),
}  # fmt: skip

#: What no list of words knows; `monitor.strangers` tells them from the article that stood there.
UNKNOWN = {
    "imperva": bare("", "<iframe src=/_Incapsula_Resource></iframe>Request unsuccessful. Incapsula incident ID: 1234-5678"),
    "adblock": bare("The Paper", "<h1>Ad blocker detected</h1><p>It looks like you are using an ad blocker. Please disable it for our website, or subscribe to read without advertisements, and reload this page.</p><button>I have disabled it</button>"),
    "adblock de": bare("Tagblatt", "<h1>Adblocker erkannt</h1><p>Sie nutzen einen Adblocker. Bitte schalten Sie ihn für unsere Seite aus, um die Inhalte weiter lesen zu können, oder schließen Sie ein Abo ab.</p>", language="de"),
    "consent generic": bare("Consent", "<h2>Your data, your choice</h2><p>The Paper and its partners use cookies and similar technologies to measure audiences and to show advertising that fits your interests. You can change your mind at any time in the settings at the foot of each page.</p><button>Accept</button><button>Settings</button>"),
    "consent cs": bare("Noviny", "<h1>Soukromí je pro nás důležité</h1><p>My a naši partneři ukládáme do zařízení soubory cookie a zpracováváme osobní údaje pro personalizovanou reklamu a měření obsahu. Svůj souhlas můžete kdykoli odvolat.</p><button>Souhlasím</button>", language="cs"),
    "404 en": framed("Sorry, we couldn't find that page", "<h1>Sorry, we couldn't find that page</h1><p>The link you clicked may be broken, or the page may have been removed. Visit the home page for the latest news, or use the menu above.</p>"),
    "404 es": framed("El Diario", "<h1>¡Vaya! Esta página no existe</h1><p>Parece que el enlace que has seguido está roto o que la noticia se ha eliminado de nuestra hemeroteca.</p>", language="es"),
    "db": bare("Database Error", "<h1>Error establishing a database connection</h1><p>This either means that the username and password information is incorrect or that contact with the database server could not be established.</p>"),
    "parked": bare("paper.example is for sale", "<h1>paper.example</h1><p>This domain is for sale. Buy it now, or make an offer to its owner through our marketplace.</p>"),
    "age": bare("Age check", "<h1>Are you over 18?</h1><p>You must be at least 18 years old to enter this site. Please confirm your age to continue.</p><button>Yes</button><button>No</button>"),
}  # fmt: skip

_DATED = '<meta property="article:published_time" content="2026-03-02T06:00:00Z">'
_PLACES = ("the harbour", "the old town", "the north pier", "the fish market", "the county court")
_PROSE = "".join(
    f"<p>Officials at {place} said on Tuesday that the matter would be looked into before the summer, and that "
    f"nobody had complained about it in person; a spokeswoman added that {n + 3} letters had come by post.</p>"
    for n, place in enumerate(_PLACES)
)
_SHORT = "<p>Nobody was hurt. The council will discuss the matter on Thursday.</p>"


def _story(headline, first, rest=_PROSE, language="en", head=""):
    return framed(
        f"{headline} | The Harbour Herald",
        f"<article><h1>{headline}</h1><p>{first}</p>{rest}</article>",
        head,
        language,
    )


ARTICLES = {
    "captchas": _story("Are you a robot? How captchas took over the web", "Please confirm that you are not a robot: nobody likes to read this line, and yet it is shown 200 million times a day, a study says."),
    "cookies": _story("We value your privacy: what cookie banners really say", "Access denied, unless you agree: consent banners that refuse readers may break the law, a court in Vienna ruled on Monday."),
    "cookies de": _story("Cookie-Banner: Gericht verbietet Pur-Abo", "Wir und unsere Partner speichern Cookies – dieser Satz genügt nicht, urteilte das Landgericht am Montag. Der Verlag kündigte Berufung an.", language="de"),
    "login data": _story("Login details of 40,000 patients stolen", "Hackers have stolen the login details of 40,000 patients of a clinic in the old town, the clinic said on Monday evening.", _SHORT),
    "login de": _story("Anmelden, abheben, ankommen: Wie der Flughafen Schlangen abbaut", "Der Flughafen will Wartezeiten verkürzen. Wer sich vorher anmeldet, kommt schneller durch, sagte ein Sprecher.", language="de"),
    "404": _story("404 homes to be built on former shipyard", "The council has approved 404 homes on the site of the former shipyard, of which a third will be let at a social rent, it said on Monday.", _SHORT),
    "not found": _story("Sailor not found after third day of search", "The coastguard has ended its search for a sailor who went missing from a yacht off the north pier on Friday night.", _SHORT),
    "error": _story("Error in tax software cost county two million", "An error in the software that reckons local taxes has cost the county two million pounds, auditors said on Monday.", _SHORT),
    "moment": _story("Just a moment: the photographer who waits for days", "For the picture of the lighthouse she waited nine days. Just a moment, she tells visitors, and stays another hour.", _PROSE),
    "access": _story("Access denied: wheelchair users shut out of ferry", "Wheelchair users cannot board the new ferry, although it was advertised as free of steps, a charity said on Monday.", _SHORT),
    "maintenance": _story("Maintenance closes the tunnel for two weeks", "The tunnel under the harbour will be closed for maintenance from Monday, and buses will take another way for two weeks.", _SHORT),
    "subscribe": _story("Subscribe or leave: readers and the price of news", "Local papers ask their readers to subscribe, and half of those who are asked leave the page, a survey has found.", _SHORT),
    "brief with login form": framed("Fire at warehouse | The Harbour Herald", f"<div class=modal><h2>Log in</h2>{_FIELDS}</div><article><h1>Fire at warehouse by the docks put out</h1><p>Firefighters put out a fire at a warehouse by the docks early on Monday. No one was hurt, and the cause is not known yet, a spokesman for the brigade said.</p><p>The road along the quay was closed for three hours.</p></article>"),
    "with a banner": framed("Bridge opens | The Harbour Herald", "<div class=banner><p>We value your privacy. We and our partners store cookies on your device to show you advertisements that fit.</p></div><article><h1>Bridge across the river opens a year late</h1><p>The bridge across the river was opened on Monday, a year late and two million over its budget, in the presence of the mayor.</p>" + _PROSE + "</article>"),
    "privacy fr": _story("Votre vie privée vaut-elle deux euros par mois ?", "Accepter les cookies ou payer : les journaux mettent leurs lecteurs devant un choix que la justice doit examiner jeudi.", language="fr"),
    "robots ru": _story("«Вы не робот?»: как устроена проверка", "Каждый день миллионы людей подтверждают, что они не роботы. Мы узнали, кто придумал эту проверку и кому она мешает.", language="ru"),
    "removed": _story("Clarification", "An article about a clinic that stood here was removed on legal advice. The Herald apologises to the clinic's owner for the error.", ""),
    "oops es": _story("Un momento de descuido costó la victoria", "Un momento de descuido en el último minuto costó la victoria al equipo local, que empató a dos en el puerto.", _SHORT, language="es"),
    "outage": _story("Bank's website down for second day", "Customers of the bank could not log in for a second day on Tuesday. The page you are looking for could not be found, they were told."),
    "a1": _story("Cookies, milk and a queue: bakery opens at the pier", "The bakery's cookies sold out in an hour, and the queue reached the lighthouse.", _SHORT, "en", _DATED),
    "a2": _story("Bot or not? Ticket seller checks buyers", "Buyers must confirm that they are human before they may pay, the ticket seller said on Monday.", _SHORT, "en", _DATED),
    "a3": _story("Subscription prices rise", "The paper's subscription prices will rise by a tenth in spring, its publisher told readers on Monday; subscribers may cancel at any time.", _SHORT, "en", _DATED),
    "a4": _story("Wartungsarbeiten an der Schleuse dauern länger", "Wegen Wartungsarbeiten bleibt die Schleuse bis Freitag gesperrt, teilte das Amt mit.", _SHORT, "de", _DATED),
    "a5": _story("Website des Rathauses vorübergehend nicht erreichbar", "Die Website des Rathauses war am Montag nach einem Angriff vorübergehend nicht erreichbar.", _SHORT, "de", _DATED),
    "a6": _story("Police: password stolen from council", "Someone who had forgotten a password wrote it on the wall, the police said.", _SHORT, "en", _DATED),
    "a7": _story("Man missing, search called off", "The search was called off. The man could not be found.", _SHORT, "en", _DATED),
    "a8": _story("Сайт мэрии временно недоступен", "Сайт мэрии временно недоступен из-за технических работ, сообщила пресс-служба в понедельник.", _SHORT, "ru", _DATED),
    "a9": _story("La Justicia anula las multas por cookies", "El tribunal anuló las multas porque la web informaba de que «utilizamos cookies» en su portada.", _SHORT, "es", _DATED),
    "a10": _story("Our privacy policy, explained", "Readers asked what the paper does with their data. Here is what our privacy policy says, in plain words.", _PROSE),
}  # fmt: skip
