# "\r" geht zurück an den Anfang der Zeile:
# Mehr braucht ein Fortschrittsbalken nicht.
import time

GRUEN, BLASS, FETT, NORMAL = "\033[32m", "\033[2m", "\033[1m", "\033[0m"
BREITE = 30

for schritt in range(101):
    voll = BREITE * schritt // 100
    balken = GRUEN + "█" * voll + BLASS + "░" * (BREITE - voll) + NORMAL
    print(f"\r{balken} {schritt:3} %", end="", flush=True)
    time.sleep(0.02)

print(f"\n{FETT}Fertig.{NORMAL} Noch ein paar Farben:")
for farbe in range(16):
    print(f"\033[48;5;{farbe}m   {NORMAL}", end="")
print()
