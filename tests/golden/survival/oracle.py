"""Writes the golden values of the survival statistics.

Run from anywhere with lifelines 0.30, scikit-survival 0.28, statsmodels 0.15, scikit-learn 1.9, numpy and pandas below 3:
    python tests/golden/survival/oracle.py
The data sets come with lifelines (MIT licence): Walton's fruit flies, Rossi's convicts, Kardaun's larynx cancer, the German breast cancer study.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.datasets import load_gbsg2, load_larynx, load_rossi, load_waltons
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import median_survival_times, restricted_mean_survival_time
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sksurv.metrics import brier_score, concordance_index_censored, concordance_index_ipcw, integrated_brier_score
from sksurv.nonparametric import SurvivalFunctionEstimator, cumulative_incidence_competing_risks

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
SOURCE = "data of lifelines 0.30 (MIT licence): "


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray, pd.Series, pd.Index)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)
    if isinstance(value, np.integer):
        return int(value)
    return value


def write(name, source, **content):
    text = json.dumps({"source": SOURCE + source, **plain(content)}, allow_nan=False, separators=(",", ":"))
    (HERE / f"{name}.json").write_text(text + "\n")


def kaplan_meier():
    data = load_waltons()
    curve = KaplanMeierFitter().fit(data["T"], data["E"])
    table = curve.event_table.iloc[1:]
    band = curve.confidence_interval_.iloc[1:]
    survival = curve.survival_function_.iloc[1:, 0]
    medians = median_survival_times(curve.confidence_interval_).iloc[0]
    means = []
    for horizon in [30.0, 45.5, 75.0]:
        # Area ahead of each event, squared, times Greenwood's term: Klein and Moeschberger 4.5.2.
        times, shares = survival.index.to_numpy(), survival.to_numpy()
        variance = 0.0
        for time, (_, row) in zip(times, table.iterrows()):
            n, d = row["at_risk"], row["observed"]
            if time < horizon and d < n:
                grid = np.r_[times[(times >= time) & (times < horizon)], horizon]
                area = sum(shares[times <= left][-1] * (right - left) for left, right in zip(grid, grid[1:]))
                variance += area**2 * d / (n * (n - d))
        means.append({"horizon": horizon, "mean_and_error": [restricted_mean_survival_time(curve, horizon), variance**0.5]})
    shares = [{"time": time, "share": [curve.predict(time), *band.loc[:time].iloc[-1]]} for time in [20.0, 47.0, 61.5]]
    write(
        "kaplan_meier",
        "load_waltons",
        durations=data["T"],
        events=data["E"],
        times=table.index,
        at_risk=table["at_risk"],
        event_counts=table["observed"],
        censored=table["censored"],
        survival=survival,
        low=band.iloc[:, 0],
        high=band.iloc[:, 1],
        median=[curve.median_survival_time_, *medians],
        restricted_means=means,
        shares=shares,
    )


def log_rank():
    flies, larynx = load_waltons(), larynx_without_dummies()
    cases = []
    for durations, events, groups in [
        (flies["T"], flies["E"], (flies["group"] == "control").astype(int)),
        (larynx["time"], larynx["death"], larynx["stage"]),
    ]:
        test = multivariate_logrank_test(durations, groups, events)
        cases.append(
            {
                "durations": durations,
                "events": events,
                "groups": groups,
                "chi_square_degrees_p": [test.test_statistic, len(set(groups)) - 1, test.p_value],
            }
        )
    write("log_rank", "load_waltons, load_larynx", cases=cases)


def larynx_without_dummies():
    data = load_larynx()
    data["stage"] = 1 + data["Stage_II"] + 2 * data["Stage_III"] + 3 * data["Stage_IV"]
    return data


def competing():
    # Causes are made up by rule; a second's thousandth by row keeps the first case free of ties.
    larynx, flies = larynx_without_dummies(), load_waltons()
    times = larynx["time"].to_numpy() + np.arange(len(larynx)) / 1024
    causes = np.where(larynx["death"] == 1, 1 + (larynx["age"] % 2), 0).astype(int)
    found = []
    for cause in [1, 2]:
        fitted = AalenJohansenFitter().fit(times, causes, event_of_interest=cause)
        density = fitted.cumulative_density_.iloc[:, 0]
        keep = (density > 0) & (density.index.isin(times[causes > 0]))
        band = fitted.confidence_interval_[keep.to_numpy()]
        # lifelines names the ends the other way round.
        ends = np.sort(band.to_numpy(), axis=1)
        found.append({"times": density.index[keep], "incidence": density[keep], "low": ends[:, 0], "high": ends[:, 1]})
    cases = [{"durations": times, "causes": causes, "found": found}]
    causes = np.where(flies["E"] == 1, 1 + np.arange(len(flies)) % 3, 0).astype(int)
    keep = flies["T"] < 70  # whose last risk set does not empty: there the oracle divides 0 by 0
    times, causes = flies["T"].to_numpy(dtype=float), np.where(keep, causes, 0)
    at, shares, bands = cumulative_incidence_competing_risks(causes, times, conf_type="log-log", var_type="Dinse_Approx")
    found = []
    for cause in [1, 2, 3]:
        inner = (shares[cause] > 0) & (at < 70)
        found.append({"times": at[inner], "incidence": shares[cause][inner], "low": bands[cause][0][inner], "high": bands[cause][1][inner]})
        found[-1]["low"], found[-1]["high"] = np.minimum(found[-1]["low"], found[-1]["high"]), np.maximum(found[-1]["low"], found[-1]["high"])
    cases.append({"durations": times, "causes": causes, "found": found})
    write("competing", "load_larynx, load_waltons, causes made up", cases=cases)


def breast_cancer():
    data = load_gbsg2()
    score = 0.05 * data["pnodes"] - 0.002 * data["progrec"] + 0.01 * data["tsize"] - 0.3 * (data["horTh"] == "yes")
    response = np.array(list(zip(data["cens"] == 1, data["time"].astype(float))), dtype=[("event", bool), ("time", float)])
    return data, score.round(4).to_numpy(), response


def pair_error(time, event, risk, weight):
    """Infinitesimal jackknife over all pairs."""
    earlier = (time[:, None] < time[None, :]) | ((time[:, None] == time[None, :]) & ~event[None, :])
    comparable = earlier & event[:, None] & (np.arange(len(time))[:, None] != np.arange(len(time))[None, :])
    apart = risk[:, None] - risk[None, :]
    score = np.where(np.abs(apart) <= 1e-8, 0.5, (apart > 0).astype(float))
    pairs = comparable * weight[:, None]
    value = (pairs * score).sum() / pairs.sum()
    concordant = (pairs * score).sum(axis=0) + (pairs * score).sum(axis=1)
    all_pairs = pairs.sum(axis=0) + pairs.sum(axis=1)
    return value, np.sqrt(((concordant - value * all_pairs) ** 2).sum()) / pairs.sum()


def censoring_share(time, event, at):
    share = 1.0
    for step in np.unique(time):
        if step <= at:
            here = time == step
            at_risk = (time >= step).sum() - (here & event).sum()
            share *= 1 - (here & ~event).sum() / max(at_risk, 1)
    return share


def concordance():
    data, score, response = breast_cancer()
    # Months, so that durations tie.
    time = np.ceil(data["time"].to_numpy() / 30.0)
    event = response["event"]
    response = np.array(list(zip(event, time)), dtype=[("event", bool), ("time", float)])
    inverse = np.array([1 / censoring_share(time, event, at) if left else 0.0 for at, left in zip(time, event)])
    cases = []
    for risks in [score, score.round(1)]:
        value, concordant, discordant, tied, _ = concordance_index_censored(event, time, risks)
        again, error = pair_error(time, event, risks, np.ones(len(time)))
        assert abs(value - again) < 1e-12
        uno = []
        for horizon in [None, 36.0, 60.0]:
            value = concordance_index_ipcw(response, response, risks, tau=horizon)[0]
            weight = np.where(time < (horizon or np.inf), inverse**2, 0.0)
            again, uno_error = pair_error(time, event, risks, weight)
            assert abs(value - again) < 1e-12
            uno.append({"horizon": horizon, "value_and_error": [value, uno_error]})
        harrell = concordance_index_censored(event, time, risks)[0]
        cases.append({"risks": risks, "counts": [concordant, discordant, tied], "harrell": [harrell, error], "uno": uno})
    half = 400
    other = concordance_index_ipcw(response[:half], response[half:], score[half:], tau=48.0)[0]
    cases_of_other = {"horizon": 48.0, "value": other}
    write("concordance", "load_gbsg2, durations in months, risks by a made-up rule", durations=time, events=event, cases=cases, other_training=cases_of_other)


def brier():
    data, score, _ = breast_cancer()
    keep = slice(0, 250)
    time, event, score = data["time"].to_numpy(dtype=float)[keep], (data["cens"] == 1).to_numpy()[keep], score[keep]
    response = np.array(list(zip(event, time)), dtype=[("event", bool), ("time", float)])
    times = np.array([200.0, 365.0, 730.0, 1100.0, 1700.0, 2000.0])
    survival = np.round(np.exp(-np.outer(np.exp(score), times / 4000)), 4)
    curve = SurvivalFunctionEstimator().fit(response).predict_proba(times)
    same = np.tile(curve, (len(time), 1))
    half, some = 150, slice(1, 4)
    other = brier_score(response[:half], response[half:], survival[half:, some], times[some])[1]
    write(
        "brier",
        "load_gbsg2, first 250 rows, survival by a made-up rule",
        durations=time,
        events=event,
        times=times,
        survival=survival.T,
        other_training={"times": times[some], "scores": other},
        scores=brier_score(response, response, survival, times)[1],
        kaplan_meier=brier_score(response, response, same, times)[1],
        integrated=[integrated_brier_score(response, response, survival, times), integrated_brier_score(response, response, same, times)],
    )


def rossi_risks():
    data = load_rossi()
    score = -0.5 - 0.4 * data["fin"] - 0.05 * data["age"] + 0.09 * data["prio"] + 0.2 * data["race"]
    return data, (1 / (1 + np.exp(-score))).round(4).to_numpy()


def calibration():
    data, risks = rossi_risks()
    horizon, groups = 40.0, []
    rank = pd.Series(risks).rank(method="min").astype(int) - 1
    error = 0.0
    for _, rows in data.assign(risk=risks, group=rank * 10 // len(data)).groupby("group"):
        curve = KaplanMeierFitter().fit(rows["week"], rows["arrest"])
        low, high = curve.confidence_interval_.loc[:horizon].iloc[-1]
        observed = 1 - curve.predict(horizon)
        groups.append([len(rows), rows["risk"].mean(), observed, 1 - high, 1 - low])
        error += len(rows) / len(data) * abs(rows["risk"].mean() - observed)
    write(
        "calibration",
        "load_rossi, risks by a made-up rule",
        durations=data["week"],
        events=data["arrest"],
        risks=risks,
        horizon=horizon,
        groups=groups,
        expected_calibration_error=error,
    )


def calibration_index():
    data, risks = rossi_risks()
    x = np.log(risks / (1 - risks))
    knots = np.quantile(x, [0.05, 0.35, 0.65, 0.95])
    cube = lambda value: np.maximum(value, 0) ** 3
    terms = [np.ones_like(x), x]
    for knot in knots[:2]:
        outer = cube(x - knots[2]) * (knots[3] - knot) / (knots[3] - knots[2]) - cube(x - knots[3]) * (knots[2] - knot) / (knots[3] - knots[2])
        terms.append((cube(x - knot) - outer) / (knots[3] - knots[0]) ** 2)
    curve = sm.Logit(data["arrest"].to_numpy(), np.column_stack(terms)).fit(disp=0, tol=1e-14, maxiter=100).predict()
    apart = np.abs(risks - curve)
    index = [apart.mean(), np.quantile(apart, 0.5), np.quantile(apart, 0.9), apart.max()]
    write("calibration_index", "load_rossi, risks by a made-up rule", risks=risks, outcomes=data["arrest"], index=index)


def newton(design, outcome, penalties, categories, start):
    """Polishes multinomial coefficients (a row a category) to machine precision; returns them with the information's inverse."""
    width = design.shape[1]
    at = np.array(start, dtype=float).reshape(categories, width)
    for _ in range(50):
        odds = np.exp(design @ at.T)
        shares = odds / (1 + odds.sum(axis=1, keepdims=True))
        score = np.concatenate([design.T @ ((outcome == k + 1) - shares[:, k]) - penalties * at[k] for k in range(categories)])
        information = np.block(
            [
                [(design * (shares[:, k] * ((k == l) - shares[:, l]))[:, None]).T @ design + (k == l) * np.diag(penalties) for l in range(categories)]
                for k in range(categories)
            ]
        )
        at = at + np.linalg.solve(information, score).reshape(categories, width)
    odds = np.exp(design @ at.T)
    shares = np.column_stack([np.ones(len(design)), odds]) / (1 + odds.sum(axis=1, keepdims=True))
    return at, np.sqrt(np.diag(np.linalg.inv(information))), np.log(shares[np.arange(len(design)), outcome]).sum()


def logistic():
    data = load_rossi()
    names = ["fin", "age", "prio", "race"]
    design, outcome = sm.add_constant(data[names].to_numpy(dtype=float)), data["arrest"].to_numpy()
    plain_fit = sm.Logit(outcome, design).fit(disp=0, tol=1e-14, maxiter=100)
    weights = 1.0 + np.arange(len(data)) % 3
    weighted = sm.GLM(outcome, design, family=sm.families.Binomial(), freq_weights=weights).fit(tol=1e-14, maxiter=100)
    cases = [
        {"penalties": [0] * 4, "weights": None, "coefficients": plain_fit.params, "standard_errors": plain_fit.bse, "log_likelihood": plain_fit.llf},
        {"penalties": [0] * 4, "weights": weights, "coefficients": weighted.params, "standard_errors": weighted.bse, "log_likelihood": weighted.llf},
    ]
    for penalties in [np.full(4, 2.0), np.array([0.0, 5.0, 0.5, 20.0])]:
        full = np.r_[0.0, penalties]

        def loss(at):
            sums = design @ at
            return np.logaddexp(0, sums).sum() - outcome @ sums + 0.5 * full @ at**2

        rough = minimize(loss, plain_fit.params, method="BFGS").x
        at, errors, height = newton(design, outcome, full, 1, rough)
        assert np.abs(at[0] - rough).max() < 1e-3
        if len(set(penalties)) == 1:
            model = LogisticRegression(C=1 / penalties[0], solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(design[:, 1:], outcome)
            assert np.abs(np.r_[model.intercept_, model.coef_[0]] - at[0]).max() < 1e-9
        cases.append({"penalties": penalties, "weights": None, "coefficients": at[0], "standard_errors": errors, "log_likelihood": height})
    write("logistic", "load_rossi", columns=data[names].T.to_numpy(), outcome=outcome, cases=cases)


def multinomial():
    data = load_rossi()
    names = ["fin", "age", "prio"]
    outcome = np.where(data["arrest"] == 0, 0, np.where(data["week"] <= 26, 1, 2))
    design = sm.add_constant(data[names].to_numpy(dtype=float))
    fitted = sm.MNLogit(outcome, design).fit(disp=0, tol=1e-14, maxiter=100)
    cases = [
        {
            "penalties": [0] * 3,
            "coefficients": np.asarray(fitted.params).T.ravel(),
            "standard_errors": np.asarray(fitted.bse).T.ravel(),
            "log_likelihood": fitted.llf,
        }
    ]
    penalties = np.array([3.0, 0.0, 10.0])
    at, errors, height = newton(design, outcome, np.r_[0.0, penalties], 2, np.asarray(fitted.params).T)
    cases.append({"penalties": penalties, "coefficients": at.ravel(), "standard_errors": errors, "log_likelihood": height})
    write("multinomial", "load_rossi, arrest before and after week 26", columns=data[names].T.to_numpy(), outcome=outcome, cases=cases)


def hazard():
    """Four weeks make a period; `visits` changes from period to period by a made-up rule that the test knows, too."""
    data = load_rossi()
    periods = np.ceil(data["week"] / 4).astype(int)
    rows = [
        (customer, period, int(period == last and arrest), fin, age, prio, (customer * 7 + period * 3) % 5)
        for customer, (last, arrest, fin, age, prio) in enumerate(zip(periods, data["arrest"], data["fin"], data["age"], data["prio"]))
        for period in range(1, last + 1)
    ]
    table = pd.DataFrame(rows, columns=["customer", "period", "event", "fin", "age", "prio", "visits"])
    pieces, held = [], [0, 0]
    for period in range(1, table["period"].max() + 1):
        here = table[table["period"] == period]
        held = [held[0] + here["event"].sum(), held[1] + (1 - here["event"]).sum()]
        if min(held) >= 10:
            pieces.append(period)
            held = [0, 0]
    pieces[-1] = table["period"].max()
    piece = np.searchsorted(pieces, table["period"])
    marks = np.column_stack([piece == place for place in range(len(pieces))]).astype(float)
    names = ["fin", "age", "prio", "visits"]
    means = table[names].mean()
    design = np.column_stack([marks, table[names] - means])
    fitted = sm.Logit(table["event"], design).fit(disp=0, tol=1e-14, maxiter=100)
    alone = sm.Logit(table["event"], marks).fit(disp=0, tol=1e-14, maxiter=100)
    # The risk of the first convict within 13 periods, visits held at 2, and the delta method's interval on the log(-log) scale.
    first = np.r_[data[["fin", "age", "prio"]].iloc[0], 2.0]
    path = np.array([np.r_[np.arange(len(pieces)) == np.searchsorted(pieces, period), first - means] for period in range(1, 14)])
    hazards = 1 / (1 + np.exp(-path @ fitted.params))
    cumulative = -np.log(1 - hazards).sum()
    gradient = path.T @ hazards
    error = np.sqrt(gradient @ fitted.cov_params() @ gradient) / cumulative
    ends = [1 - np.exp(-cumulative * np.exp(side * 1.959963984540054 * error)) for side in [-1, 1]]
    write(
        "hazard",
        "load_rossi, weeks joined by four, one covariate made up",
        weeks=data["week"],
        arrests=data["arrest"],
        fin=data["fin"],
        age=data["age"],
        prio=data["prio"],
        piece_ends=pieces,
        means=means,
        coefficients=fitted.params,
        standard_errors=fitted.bse,
        p_values=fitted.pvalues[len(pieces) :],
        log_likelihoods=[fitted.llf, alone.llf],
        likelihood_ratio=[2 * (fitted.llf - alone.llf), 4, __import__("scipy.stats").stats.chi2.sf(2 * (fitted.llf - alone.llf), 4)],
        first_customer=first,
        risk=[1 - np.exp(-cumulative), *ends],
    )


if __name__ == "__main__":
    for make in [kaplan_meier, log_rank, competing, concordance, brier, calibration, calibration_index, logistic, multinomial, hazard]:
        make()
