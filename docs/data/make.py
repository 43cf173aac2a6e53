"""Makes the data of the documentation: simulated customers of three companies, what they wrote and what they did. Same bytes on every run.

The sentences were written for these pages. Who says what is drawn with the shares below, so that the truth behind each map is known.
"""
from __future__ import annotations

import csv
import datetime
import pathlib
import random
import sys
from typing import Dict, List, Tuple

# Per touchpoint: the share of customers who speak of it, the share of those who were hurt, what hurt, what pleased.
Told = Tuple[float, float, List[str], List[str]]

BROADBAND: Dict[str, Told] = {
    "tariff": (0.35, 0.55, [
        "Comparing the tariffs confused me, every page showed another price.",
        "I could not work out which plan I needed, the comparison was useless.",
        "The plan comparison hid the price after the first year.",
    ], [
        "The tariff comparison on the website was clear and I picked my plan in five minutes.",
        "Choosing the plan was easy.",
    ]),
    "installation": (0.6, 0.7, [
        "The technician did not show up, and I had taken the day off for it.",
        "I waited four weeks for the installation and nobody told me why.",
        "Three technicians came and the router still did not work.",
        "The engineer was late and left before the line worked, I was furious.",
    ], [
        "The technician came on time and was very friendly.",
        "The installation took twenty minutes and everything worked at once, great.",
    ]),
    "network": (0.45, 0.3, [
        "The signal drops every evening and I cannot work from home.",
        "The speed is far below what you promised me.",
    ], [
        "The network is fast and I have had no outage so far.",
        "Coverage is excellent, even in the garden.",
    ]),
    "bill": (0.4, 0.65, [
        "My bill was wrong for the third month and I had to call every time.",
        "I was charged for a router that I had sent back, that is infuriating.",
        "Nobody could explain the invoice to me.",
    ], [
        "The bill was correct and easy to read.",
    ]),
    "hotline": (0.5, 0.6, [
        "I was on hold on the hotline for fifty minutes and then the line went dead.",
        "On the phone I had to explain my problem to four people, nobody knew anything.",
        "The hotline transferred me from one person to the next.",
    ], [
        "The woman on the hotline solved my problem in one call, I was relieved.",
    ]),
    "renewal": (0.3, 0.5, [
        "At the renewal the price went up without any explanation, so I looked for another provider.",
        "New customers pay half of what I pay after the renewal, that feels unfair.",
    ], [
        "They called me before the contract ended and offered me a better price, I was pleased.",
    ]),
}

BANK: Dict[str, Told] = {
    "identity": (0.55, 0.7, [
        "The video call to check my identity broke off twice and I had to start again.",
        "My passport was refused in the identity check without a reason.",
        "The identity check took nine days, I nearly gave up.",
    ], [
        "The identity check by video took five minutes and was easy.",
    ]),
    "card": (0.4, 0.5, [
        "My card arrived two weeks late and the PIN never came.",
        "I waited three weeks for the new card.",
    ], [
        "The new card arrived after two days, great.",
    ]),
    "app": (0.6, 0.25, [
        "The app logs me out during every transfer, it is annoying.",
    ], [
        "I love the app, a transfer takes ten seconds.",
        "The app shows my balance at once and is a pleasure to use.",
    ]),
    "fees": (0.4, 0.8, [
        "You charged me an overdraft fee without any warning.",
        "There is a fee for everything and nobody told me before.",
    ], [
        "The fees are fair and clear.",
    ]),
    "fraud": (0.3, 0.4, [
        "My card was blocked for fraud while I was on holiday and nobody helped me.",
    ], [
        "They noticed the fraud before I did and gave me my money back within a day, I was so relieved.",
        "The fraud team called me at once and blocked the card, I felt safe.",
    ]),
}

GYM: Dict[str, Told] = {
    "course": (0.6, 0.3, [
        "The beginners' course was overcrowded and I hardly got to climb.",
    ], [
        "The beginners' course was wonderful, the trainer took all the fear from me.",
        "I loved the beginners' course.",
    ]),
    "booking": (0.5, 0.75, [
        "The booking page lost my slot twice and I stood at a closed door.",
        "Booking a slot is a nightmare on the phone.",
    ], [
        "Booking a slot is quick.",
    ]),
    "routes": (0.5, 0.2, [
        "The routes have not been changed since spring, it is boring.",
    ], [
        "The new routes are great fun.",
        "I am delighted with the routes for children.",
    ]),
    "changing": (0.4, 0.85, [
        "The changing room was dirty and the showers were cold.",
        "There is never a free locker in the changing room.",
    ], [
        "The changing room is clean.",
    ]),
    "membership": (0.35, 0.6, [
        "Cancelling my membership took three letters.",
        "The membership went up by ten euros without a word.",
    ], [
        "The membership is good value.",
    ]),
}

# Where the sentences of broadband belong, by those who wrote them: stage and touchpoint of the template `telecom`.
PLACES = {
    "tariff": ("consideration", "tariff_comparison"),
    "installation": ("onboarding", "installation"),
    "network": ("adoption", "network"),
    "bill": ("adoption", "bill"),
    "hotline": ("support", "hotline"),
    "renewal": ("renewal", "contract_renewal"),
}

OPENERS = ["Hello,", "Good morning.", "Hi there,", ""]


def said(random_: random.Random, told: Dict[str, Told], more: Dict[str, float]) -> Tuple[List[str], int]:
    """What one customer tells, and how satisfied they are, 1 to 5."""
    sentences, hurt = [], 0.0
    for name, (share, bad, pains, delights) in told.items():
        if random_.random() >= share:
            continue
        bad = more.get(name, bad)
        pained = random_.random() < bad
        hurt += 1.0 if pained else -0.6
        sentences.append(random_.choice(pains if pained else delights))
    return sentences, max(1, min(5, round(3.6 - hurt + random_.gauss(0, 0.5))))


def words(path: pathlib.Path, prefix: str, told: Dict[str, Told], customers: int, plans: Dict[str, Dict[str, float]], waves: Dict[str, Dict[str, float]], seed: int) -> None:
    """A table of messages: some customers of each plan in each quarter."""
    random_ = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["ticket_id", "customer_id", "created_at", "segment", "message", "csat"])
        number = 0
        for start, wave in waves.items():
            for each in range(customers):
                number += 1
                plan = list(plans)[each % len(plans)]
                sentences, satisfied = said(random_, told, {**plans[plan], **wave})
                if not sentences:
                    continue
                day = datetime.date.fromisoformat(start) + datetime.timedelta(days=random_.randrange(80))
                message = " ".join(filter(None, [random_.choice(OPENERS), *sentences]))
                table.writerow([f"T{number:04}", f"{prefix}{number:03}", day.isoformat(), plan, message, satisfied])


def codings(words_of: pathlib.Path, path: pathlib.Path, documents: int, seed: int) -> None:
    """A sample of documents drawn by chance, coded by the author of the sentences, who knows what each is about."""
    known = {text: (*PLACES[name], kind) for name, told in BROADBAND.items() for kind, texts in (("pain", told[2]), ("delight", told[3])) for text in texts}
    with words_of.open(encoding="utf-8", newline="") as file:
        rows = sorted(random.Random(seed).sample(list(csv.DictReader(file)), documents), key=lambda row: row["ticket_id"])
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["document", "quote", "stage", "touchpoint", "kind"])
        for row in rows:
            for text, place in known.items():
                if text in row["message"]:
                    table.writerow([row["ticket_id"], text, *place])


def events(path: pathlib.Path, customers: int, seed: int) -> None:
    """What broadband customers did: order, installation (some twice), calls, bills, and some who cancel. Whoever called twice leaves more often."""
    random_ = random.Random(seed)
    rows: List[Tuple[datetime.datetime, str, str, str, str]] = []
    first = datetime.datetime(2026, 1, 1, 9)
    for number in range(1, customers + 1):
        who, plan = f"b{number:03}", ["basic", "family"][(number - 1) % 2]
        at = first + datetime.timedelta(days=random_.randrange(90), minutes=random_.randrange(480))

        def note(activity: str, channel: str, days: float) -> None:
            nonlocal at
            at += datetime.timedelta(days=days, minutes=random_.randrange(300))
            rows.append((at, who, activity, channel, plan))

        note("tariff compared", "website", 0)
        if random_.random() < 0.25:
            continue
        note("contract signed", random_.choice(["website", "phone"]), 2)
        note("installation", "in person", 14)
        calls = 0
        if random_.random() < 0.35:
            note("hotline called", "phone", 1)
            note("installation", "in person", 9)
            calls += 1
        months = 0
        while months < 9:
            months += 1
            note("bill sent", "email", 28)
            if random_.random() < 0.15:
                note("hotline called", "phone", 2)
                calls += 1
            if random_.random() < 0.02 + 0.07 * min(calls, 3):
                note("contract cancelled", "email", 3)
                break
    until = datetime.datetime(2026, 10, 1)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["customer_id", "event", "time", "channel", "segment"])
        for at, *rest in sorted(rows):
            if at < until:
                table.writerow([rest[0], rest[1], at.isoformat(sep=" ", timespec="minutes"), *rest[2:]])


def make(folder: pathlib.Path) -> None:
    """Writes every file."""
    folder.mkdir(parents=True, exist_ok=True)
    plans = {"basic": {}, "family": {"bill": 0.35, "hotline": 0.4}}
    words(folder / "broadband.csv", "b", BROADBAND, 90, plans, {"2026-01-05": {"installation": 0.85}, "2026-04-05": {"installation": 0.35}}, 1)
    codings(folder / "broadband.csv", folder / "codings.csv", 40, 5)
    words(folder / "bank.csv", "k", BANK, 80, {"student": {"fees": 0.95}, "business": {}}, {"2026-01-05": {}}, 2)
    words(folder / "gym.csv", "g", GYM, 80, {"member": {}, "guest": {}}, {"2026-01-05": {}}, 3)
    events(folder / "events.csv", 180, 4)


if __name__ == "__main__":
    make(pathlib.Path(sys.argv[1]))
