import journey_core as jc

framework = jc.template("telecom")
documents = jc.read("broadband.csv")
machine = jc.code_documents(documents, framework).observations

# Forty documents drawn by chance, coded by a person: one row for each experience, quoted from the text.
with open("codings.csv", encoding="utf-8") as file:
    people = jc.read_codings(file.read(), documents, framework, "ada")
print(f"{len(people.observations)} codings read, {len(people.rejected)} rejected")
sample = sorted({one.document for one in people.observations})

in_sample = [one for one in machine if one.document in sample]
agreement = jc.compare_coders(in_sample + people.observations, in_sample[0].coder.name, "ada")
kappa = agreement.kappa["stage"]
print(f"{agreement.base} sentences coded by both, κ of the stage {kappa.value:.2f}")

place = jc.Place(stage="onboarding", touchpoint="installation")
corrected = jc.correct_for_coder_error(documents, machine, people.observations, sample, place, "pain")
print(
    f"pain at installation: machine {corrected.machine:.2f}, corrected {corrected.value:.2f}", end=" "
)
print(
    f"[{corrected.interval.low:.2f} to {corrected.interval.high:.2f}], from {corrected.coded} coded by hand"
)
