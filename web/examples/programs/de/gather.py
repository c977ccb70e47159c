# Drei kochen gleichzeitig.
# Um „await“ herum braucht es hier keine Funktion.
import asyncio
import time

async def koche(gericht, sekunden):
    print(f"  angefangen  {gericht}")
    await asyncio.sleep(sekunden)
    print(f"  fertig      {gericht}")
    return gericht

beginn = time.perf_counter()
gerichte = await asyncio.gather(
    koche("Suppe", 1.2),
    koche("Brot", 0.8),
    koche("Salat", 0.4),
)
sekunden = time.perf_counter() - beginn

print("Das Essen ist fertig:", ", ".join(gerichte))
print(f"{sekunden:.1f} s, und nicht {1.2 + 0.8 + 0.4:.1f} s")
