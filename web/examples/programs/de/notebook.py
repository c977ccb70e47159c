# kv hebt Werte in diesem Browser auf, auch über
# ein Neuladen. Du siehst sie unter „Speicher“.
from datetime import datetime

starts = kv.get("starts", default=0) + 1
kv.set("starts", starts)
print(f"Du hast das Programm {starts}-mal gestartet.")

notizen = kv.get("notizen", default=[])
for notiz in notizen:
    print(f"  {notiz['zeit']}  {notiz['text']}")

text = input("Eine Notiz (oder nichts): ")
if text:
    zeit = datetime.now().strftime("%d.%m. %H:%M")
    kv.set("notizen", notizen + [{"zeit": zeit, "text": text}])
    print("Notiert. Starte noch einmal, oder lade vorher die Seite neu.")
