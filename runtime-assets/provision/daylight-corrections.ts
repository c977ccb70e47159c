// Where the shape of a zone's spans misleads daylight-saving.ts: history since 1970 as IANA has it (release 2025b).
//
// Most are days on which the standard offset changed by what daylight saving time gave or took, so that clocks
// and names stayed as they were and moment-timezone sees no transition: the Soviet Union gave up decree time on
// 31 March 1991, Argentina took summer time from a new zone in 1999. History hardly changes; zoneinfo.test.ts
// compares with the system's own data.

/** Unix seconds from which, until the next transition, time is (+) or is not (-) daylight saving time; zones. */
const CORRECTIONS: [when: string, zones: string][] = [
  ['-1540692000', 'Africa/Casablanca Africa/El_Aaiun'],
  [
    '+938919600 -952052400',
    'America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia',
  ],
  ['+1728187200 -1728961200', 'America/Asuncion'],
  ['+1410062400 +1725768000 -1742439600', 'America/Coyhaique'],
  ['+1410062400 +1471147200 -1480820400', 'America/Punta_Arenas Antarctica/Palmer'],
  ['+1410062400', 'America/Santiago'],
  ['+1711846800', 'America/Scoresbysund'],
  [
    '-1255802400 -1319738400 -1538856000 -1570129200 -1601740860 -1633190460 -1664640060',
    'Antarctica/Casey',
  ],
  ['+670363200', 'Asia/Almaty Asia/Dushanbe Asia/Omsk Asia/Tashkent'],
  ['+386420400 +670341600 +1269698400', 'Asia/Anadyr'],
  ['+386445600 +670366800 +1080424800 -1099173600', 'Asia/Aqtau'],
  ['+354913200 -370720800 +386445600 +670366800', 'Asia/Aqtobe'],
  ['+670366800', 'Asia/Ashgabat Asia/Yekaterinburg'],
  ['+386445600 +670366800 +922568400 +1080424800 -1099173600', 'Asia/Atyrau'],
  ['+670370400 +701823600 -717548400', 'Asia/Baku'],
  ['+670359600', 'Asia/Barnaul Asia/Krasnoyarsk Asia/Novosibirsk Asia/Tomsk'],
  ['+670363200 +1111872600 -1123783200', 'Asia/Bishkek'],
  ['+670352400', 'Asia/Chita Asia/Yakutsk'],
  ['-832962600', 'Asia/Colombo'],
  ['+670356000', 'Asia/Irkutsk'],
  ['+670341600 +1269698400', 'Asia/Kamchatka'],
  ['+670352400 -1301155200', 'Asia/Khandyga'],
  ['+670345200', 'Asia/Magadan Asia/Srednekolymsk'],
  ['+670359600 +1269716400', 'Asia/Novokuznetsk'],
  [
    '+354913200 -370720800 +386445600 +606862800 -695772000 +701816400 +1080424800 -1099173600',
    'Asia/Oral',
  ],
  ['+354913200 -370720800 +386445600 +670366800 +1080421200 -1099170000', 'Asia/Qostanay'],
  [
    '+354913200 -370720800 +386445600 +670366800 -686095200 -695768400 +701812800 +1080421200 -1099170000',
    'Asia/Qyzylorda',
  ],
  ['+670345200 +859647600', 'Asia/Sakhalin'],
  ['+354913200 -370720800 +386445600', 'Asia/Samarkand'],
  ['+670370400 +764715600 -780436800 +828216000 +859662000', 'Asia/Tbilisi'],
  ['-271108800', 'Asia/Tehran'],
  ['+670345200 -1301151600', 'Asia/Ust-Nera'],
  ['+670348800', 'Asia/Vladivostok'],
  ['+670370400 +796172400 -811897200', 'Asia/Yerevan'],
  ['+495601200', 'Atlantic/Stanley'],
  ['+606866400 +701820000', 'Europe/Astrakhan'],
  ['+606866400 +670374000 -686102400 +1269727200', 'Europe/Samara'],
  ['+575416800 +701820000', 'Europe/Saratov'],
  ['+606866400 +670374000', 'Europe/Ulyanovsk'],
  ['+1316872800', 'Pacific/Apia'],
  ['+371620800 -384922800 +1410062400', 'Pacific/Easter'],
];

export interface DaylightCorrection {
  start: number;
  isDst: boolean;
}

export function daylightCorrections(zone: string): DaylightCorrection[] {
  return CORRECTIONS.filter(([, zones]) => zones.split(' ').includes(zone)).flatMap(([when]) =>
    when.split(' ').map((entry) => ({
      start: Number(entry.slice(1)),
      isDst: entry.startsWith('+'),
    })),
  );
}
