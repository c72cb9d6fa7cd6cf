"""Names of places that job advertisements use, by country: in English, in German, and as locals write them.

Names that are more often another place's (Hanover in Maryland, Brunswick in Georgia) are left out.
"""

from __future__ import annotations

ALIASES = {
    "US": "vereinigte staaten/us/usa/u.s./u.s.a./united states/united states of america/america/us east coast/us-perm/"
    "us timezones",
    "GB": "großbritannien/united kingdom/uk/u.k./great britain/england/scotland/wales/northern ireland",
    "AE": "uae/abu dhabi", "SA": "ksa", "CZ": "czech republic", "TR": "turkey", "KR": "korea/south korea",
    "NL": "the netherlands/holland/nederland", "TW": "taiwan", "VN": "vietnam", "RU": "russia", "CN": "mainland china",
    "DE": "deutschlandweit/bundesweit/bundesgebiet/ganz deutschland/brd/germany wide",
    "AT": "österreichweit/ganz österreich", "CH": "schweizweit/ganze schweiz/deutschschweiz/suisse/svizzera/romandie",
    "ES": "españa", "IT": "italia", "PL": "polska", "BE": "belgique/belgië", "SE": "sverige", "DK": "danmark",
    "NO": "norge", "FI": "suomi", "LU": "luxemburg", "LI": "fürstentum liechtenstein",
}  # fmt: skip

REGIONS = {
    "US": "alabama/alaska/arizona/arkansas/california/colorado/connecticut/delaware/florida/hawaii/idaho/illinois/"
    "indiana/iowa/kansas/kentucky/louisiana/maine/maryland/massachusetts/michigan/minnesota/mississippi/missouri/"
    "montana/nebraska/nevada/new hampshire/new jersey/new mexico/new york/north carolina/north dakota/ohio/oklahoma/"
    "oregon/pennsylvania/rhode island/south carolina/south dakota/tennessee/texas/utah/vermont/virginia/washington/"
    "west virginia/wisconsin/wyoming/washington dc/washington d.c./dc/d.c.",
    "CA": "alberta/british columbia/manitoba/ontario/quebec/nova scotia/saskatchewan",
    "AU": "new south wales/queensland/victoria/western australia/south australia/australian capital territory",
    "IN": "karnataka/maharashtra/delhi",
    "DE": "bavaria/bayern/baden-württemberg/brandenburg/hessen/hesse/mecklenburg-vorpommern/niedersachsen/lower saxony/"
    "nordrhein-westfalen/north rhine-westphalia/nrw/rheinland-pfalz/rhineland-palatinate/saarland/sachsen/saxony/"
    "sachsen-anhalt/saxony-anhalt/schleswig-holstein/thüringen/thuringia/oberbayern/niederbayern/oberfranken/"
    "mittelfranken/unterfranken/oberpfalz/allgäu/ruhrgebiet/rheinland/münsterland/sauerland/rhein-main/rhein-neckar/"
    "rhein-ruhr/rhein-main-gebiet",
    "AT": "tirol/tyrol/steiermark/styria/kärnten/carinthia/vorarlberg/burgenland/oberösterreich/upper austria/"
    "niederösterreich/lower austria",
    "CH": "aargau/thurgau/graubünden/tessin/ticino/wallis/waadt/baselland/basel-stadt/basel-landschaft/appenzell/"
    "zentralschweiz/ostschweiz/nordwestschweiz",
}  # fmt: skip

CITIES = {
    "US": "new york city/nyc/manhattan/brooklyn/san francisco/sf/sf bay area/sf bay/bay/los angeles/la/san diego/"
    "san jose/san mateo/san carlos/palo alto/mountain view/sunnyvale/santa clara/santa barbara/cupertino/berkeley/"
    "seattle/bellevue/redmond/kirkland/austin/dallas/houston/chicago/boston/cambridge ma/denver/boulder/"
    "colorado springs/atlanta/miami/philadelphia/pittsburgh/phoenix/portland/raleigh/charlotte/durham/nashville/"
    "st. louis/las vegas/albuquerque/princeton/jersey city/tysons/mclean/minneapolis/detroit/salt lake city/"
    "new york metropolitan area/sf-hq/flatiron/union square/fidi",
    "CA": "toronto/vancouver/montreal/calgary/ottawa/gta",
    "GB": "london/manchester/edinburgh/bristol/oxford", "IE": "dublin/cork/galway", "FR": "paris/lyon/bordeaux/nantes/"
    "montpellier/grenoble/toulouse/marseille/sophia antipolis/straßburg/strasbourg/nizza",
    "ES": "madrid/barcelona/valencia/bilbao", "PT": "lisbon/porto/lissabon",
    "IT": "milan/rome/turin/mailand/rom/neapel/bozen/meran",
    "NL": "amsterdam/rotterdam/utrecht/eindhoven/the hague/den haag",
    "BE": "brussels/ghent/antwerp/brüssel/bruxelles/antwerpen",
    "DE": "berlin/munich/münchen/hamburg/frankfurt/frankfurt am main/frankfurt a.m./frankfurt a. m./"
    "cologne/köln/stuttgart/dusseldorf/düsseldorf/leipzig/dortmund/essen/bremen/dresden/hannover/nuremberg/"
    "nürnberg/duisburg/bochum/wuppertal/bielefeld/bonn/münster/mannheim/karlsruhe/augsburg/wiesbaden/mönchengladbach/"
    "gelsenkirchen/aachen/braunschweig/chemnitz/kiel/magdeburg/freiburg/freiburg im breisgau/krefeld/mainz/"
    "lübeck/erfurt/oberhausen/rostock/kassel/hagen/potsdam/saarbrücken/hamm/ludwigshafen/mülheim an der ruhr/oldenburg/"
    "osnabrück/leverkusen/darmstadt/heidelberg/solingen/regensburg/herne/paderborn/neuss/ingolstadt/offenbach/fürth/"
    "ulm/heilbronn/pforzheim/würzburg/wolfsburg/göttingen/bottrop/reutlingen/erlangen/bremerhaven/koblenz/"
    "bergisch gladbach/remscheid/jena/recklinghausen/trier/salzgitter/moers/siegen/gütersloh/hildesheim/hanau/cottbus/"
    "kaiserslautern/schwerin/gießen/ludwigsburg/esslingen/tübingen/düren/ratingen/villingen-schwenningen/konstanz/"
    "flensburg/marburg/worms/bamberg/bayreuth/passau/landshut/rosenheim/kempten/friedrichshafen/ravensburg/"
    "böblingen/sindelfingen/walldorf/garching/ismaning/unterföhring/eschborn/lüneburg/celle/halle/halle an der saale/"
    "halle saale/zwickau/gera/dessau/stralsund/greifswald/wilhelmshaven/emden/aschaffenburg/schweinfurt/coburg/"
    "baden-baden/offenburg/aalen/herzogenaurach/herford/detmold/lippstadt/norderstedt/neumünster/fulda/wetzlar",
    "CH": "zurich/zürich/geneva/genf/genève/basel/lausanne/bern/berne/luzern/lucerne/st. gallen/st.gallen/sankt gallen/"
    "winterthur/zug/lugano/biel/thun/chur/schaffhausen/solothurn/aarau/olten/neuchâtel/neuenburg/fribourg/frauenfeld/"
    "rapperswil/wil sg/kriens/dübendorf/opfikon/kloten",
    "AT": "vienna/wien/graz/linz/salzburg/innsbruck/klagenfurt/villach/wels/st. pölten/sankt pölten/dornbirn/bregenz/"
    "feldkirch/steyr/wiener neustadt/leoben/krems/amstetten/eisenstadt/kapfenberg/kufstein/klosterneuburg",
    "LI": "vaduz/schaan", "LU": "luxembourg city", "SE": "stockholm/gothenburg", "DK": "copenhagen/aarhus/kopenhagen",
    "NO": "oslo", "FI": "helsinki", "PL": "warsaw/krakow/wroclaw/warschau/krakau/breslau/danzig",
    "CZ": "prague/brno/prag", "HU": "budapest",
    "RO": "bucharest/cluj/bukarest", "BG": "sofia", "GR": "athens/athen", "RS": "belgrade", "TR": "istanbul/ankara",
    "IL": "tel aviv/herzliya/jerusalem", "AE": "dubai", "SA": "riyadh", "ZA": "cape town/johannesburg",
    "KE": "nairobi", "NG": "lagos", "EG": "cairo", "IN": "bangalore/bengaluru/gurugram/gurgaon/hyderabad/mumbai/"
    "new delhi/chennai/pune/noida", "SG": "singapore", "MY": "kuala lumpur", "ID": "jakarta", "TH": "bangkok",
    "VN": "hanoi/ho chi minh city", "PH": "manila", "CN": "beijing/shanghai/shenzhen", "HK": "hong kong",
    "TW": "taipei/taipei city", "JP": "tokyo/osaka", "KR": "seoul", "AU": "sydney/melbourne/brisbane/perth/canberra",
    "NZ": "auckland/wellington", "BR": "sao paulo/rio de janeiro", "AR": "buenos aires", "CL": "santiago",
    "CO": "bogota/medellin", "PE": "lima", "MX": "mexico city/guadalajara/monterrey",
}  # fmt: skip
US_STATES = frozenset(
    """
    AL AK AZ AR CA CO CT FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
    SC SD TN TX UT VT VA WA WV WI WY
    """.split()  # noqa: SIM905
)
"""Postal codes of states, which after a city's name mean the state. DE is left out: there it is Germany."""
CANADIAN_PROVINCES = frozenset({"AB", "BC", "MB", "NS", "ON", "QC", "SK"})
