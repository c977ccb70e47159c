# kv keeps values in this browser, also over a reload. See them in Storage.
from datetime import datetime

visits = kv.get("visits", default=0) + 1
kv.set("visits", visits)
print(f"You have run this {visits} time{'s' if visits > 1 else ''}.")

notes = kv.get("notes", default=[])
for note in notes:
    print(f"  {note['time']}  {note['text']}")

text = input("A note to keep (or nothing): ")
if text:
    time = datetime.now().strftime("%d %b %H:%M")
    kv.set("notes", notes + [{"time": time, "text": text}])
    print("Kept. Run it again, or reload the page first.")
