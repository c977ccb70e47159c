import type { Words } from '../shape';

export const examples: Words['examples'] = {
  canGoBack: 'Wenn du ein Beispiel öffnest, bleibt dein eigenes Programm: Du kannst zurück.',
  backToMine: 'Zurück zu meinem Programm',
  putAside: 'Beiseitegelegt',
  programs: {
    hello: { title: 'Hallo', about: 'Fragen, antworten, Buchstaben zählen' },
    shapes: { title: 'Formen', about: 'Dataclasses und match' },
    queens: { title: 'Acht Damen', about: 'Rekursion mit einem Generator' },
    flower: { title: 'Blume', about: 'turtle: mit einem Stift zeichnen' },
    cells: { title: 'Zellen', about: 'Ein Programm Teil für Teil' },
    exercise: { title: 'Übung', about: 'Prüfungen sagen, was noch fehlt' },
    tested: { title: 'Schaltjahre', about: 'unittest und doctest: ein Test schlägt fehl' },
    pictures: { title: 'Bilder', about: 'display: Tabellen und SVG' },
    charts: { title: 'Diagramme', about: 'pygal: ein Paket, das zeichnet' },
    progress: { title: 'Fortschrittsbalken', about: 'Farben und eine Zeile, die sich ändert' },
    report: { title: 'Regenbericht', about: 'CSV und Statistik' },
    database: { title: 'Bücherregal', about: 'SQL mit sqlite3, im Arbeitsspeicher' },
    gather: { title: 'Küche', about: 'asyncio: drei Dinge auf einmal' },
    notebook: { title: 'Notizbuch', about: 'kv: Werte, die ein Neuladen überstehen' },
    planets: { title: 'Planeten', about: 'Dateien: Daten hinein, Bericht heraus' },
    weather: { title: 'Wetter', about: 'http: aus dem Netz, wenn du es erlaubst' },
    clocks: { title: 'Weltzeituhr', about: 'Zeitzonen mit zoneinfo' },
  },
};
