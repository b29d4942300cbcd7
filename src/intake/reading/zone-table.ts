/**
 * What people call a zone where the IANA database has no such name, or has it with another meaning
 * (its `EST` knows no daylight time; its `CET` is only a link). Keys are simplified: lower case,
 * without full stops. Ambiguous short names are those of the people who mostly book here: `CST` is
 * US Central and not China, `IST` is India and not Israel, `BST` is Britain and not Bangladesh.
 */
const NAMES_BY_ZONE: Readonly<Record<string, string>> = {
  'America/New_York':
    'est|edt|et|eastern|us eastern|new york city|nyc|boston|washington|washington dc|philadelphia|miami|atlanta|charlotte|new jersey|florida|virginia',
  'America/Chicago':
    'cst|cdt|ct|central|us central|dallas|houston|austin|san antonio|texas|minneapolis|st louis|nashville',
  'America/Denver': 'mst|mdt|mt|mountain|us mountain|salt lake city|colorado|utah',
  'America/Phoenix': 'arizona',
  'America/Los_Angeles':
    'pst|pdt|pt|pacific|us pacific|la|san francisco|sf|bay area|san jose|san diego|seattle|portland|las vegas|california',
  'America/Anchorage': 'akst|akdt|alaska',
  'Pacific/Honolulu': 'hst|hawaii',
  'America/Toronto': 'ottawa|montreal|ontario|quebec',
  'America/Vancouver': 'british columbia',
  'America/Edmonton': 'calgary|alberta',
  'America/Halifax': 'ast|adt|atlantic|nova scotia',
  'America/St_Johns': 'nst|ndt|newfoundland',
  'America/Mexico_City': 'mexico|cdmx',
  'America/Sao_Paulo': 'brt|brazil|brasilia|rio|rio de janeiro',
  'America/Argentina/Buenos_Aires': 'art|argentina|buenos aires',
  'America/Santiago': 'chile',
  'America/Bogota': 'colombia',
  'America/Lima': 'peru',
  UTC: 'utc|gmt|z|zulu|coordinated universal',
  'Europe/London': 'bst|uk|gb|united kingdom|britain|england|scotland|wales|british|manchester|edinburgh',
  'Europe/Dublin': 'ireland',
  'Europe/Lisbon': 'wet|west|portugal',
  'Europe/Berlin': 'germany|munich|hamburg|frankfurt|cologne',
  'Europe/Paris': 'cet|cest|central european|france|lyon',
  'Europe/Madrid': 'spain|barcelona',
  'Europe/Rome': 'italy|milan',
  'Europe/Amsterdam': 'netherlands|holland|rotterdam',
  'Europe/Brussels': 'belgium',
  'Europe/Zurich': 'switzerland|geneva|basel',
  'Europe/Vienna': 'austria',
  'Europe/Warsaw': 'poland|krakow',
  'Europe/Prague': 'czechia',
  'Europe/Stockholm': 'sweden',
  'Europe/Oslo': 'norway',
  'Europe/Copenhagen': 'denmark',
  'Europe/Helsinki': 'finland',
  'Europe/Athens': 'eet|eest|eastern european|greece',
  'Europe/Kyiv': 'kyiv|kiev|ukraine',
  'Europe/Bucharest': 'romania',
  'Europe/Istanbul': 'turkey|ankara',
  'Europe/Moscow': 'msk',
  'Africa/Cairo': 'egypt',
  'Africa/Lagos': 'wat|nigeria|abuja',
  'Africa/Nairobi': 'eat|kenya',
  'Africa/Maputo': 'cat',
  'Africa/Johannesburg': 'sast|south africa|cape town|pretoria',
  'Asia/Jerusalem': 'israel|tel aviv',
  'Asia/Dubai': 'gst|uae|abu dhabi',
  'Asia/Riyadh': 'saudi arabia',
  'Asia/Karachi': 'pkt|pakistan|lahore|islamabad',
  'Asia/Kolkata':
    'ist|india|indian|kolkata|calcutta|delhi|new delhi|mumbai|bombay|bangalore|bengaluru|hyderabad|chennai|madras|pune|ahmedabad|noida|gurgaon',
  'Asia/Colombo': 'sri lanka',
  'Asia/Kathmandu': 'npt|nepal|kathmandu|katmandu',
  'Asia/Dhaka': 'bangladesh',
  'Asia/Yangon': 'myanmar|yangon|rangoon',
  'Asia/Bangkok': 'thailand',
  'Asia/Ho_Chi_Minh': 'vietnam|hanoi|ho chi minh|ho chi minh city|saigon',
  'Asia/Jakarta': 'wib|indonesia',
  'Asia/Kuala_Lumpur': 'malaysia',
  'Asia/Singapore': 'sgt',
  'Asia/Manila': 'philippines',
  'Asia/Hong_Kong': 'hkt|hongkong',
  'Asia/Shanghai': 'china|beijing|shenzhen|guangzhou',
  'Asia/Taipei': 'taiwan',
  'Asia/Tokyo': 'jst|japan|osaka',
  'Asia/Seoul': 'kst|korea|south korea',
  'Australia/Perth': 'awst',
  'Australia/Adelaide': 'acst|acdt',
  'Australia/Brisbane': 'queensland',
  'Australia/Sydney': 'aest|aedt|canberra',
  'Pacific/Auckland': 'nzst|nzdt|new zealand|wellington',
};

/** Simplified name → IANA name, for every name above. */
export const ZONE_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES_BY_ZONE).flatMap(([zone, names]) =>
    names.split('|').map((name) => [name, zone] as const),
  ),
);

/** Zones worth offering where somebody gave only an offset. */
export const COMMON_ZONES: readonly string[] = Object.keys(NAMES_BY_ZONE);
