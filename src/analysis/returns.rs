//! What money that goes out and comes in is worth: return, present value, internal rate, payback.
//!
//! Amounts are in hundredths of the currency, the first of them now and not discounted; rates are shares a period, 0.1 for
//! 10 %. Source: R. Brealey, S. Myers, F. Allen, “Principles of Corporate Finance”. Nothing is said where nothing is known:
//! no answer, and several, are answers.

use crate::model::decimal;
use crate::model::kind::{CASE_FLOWS, CASE_RATE, FLOW_IN, FLOW_OUT};
use crate::workspace::{Described, Values};

/// The rate where none is said.
const USUAL_RATE: f64 = 0.1;
/// The rates between which internal ones are looked for, and by how much 1 + r grows with each step.
const LEAST_RATE: f64 = -0.99;
const MOST_RATE: f64 = 10.0;
const STEP: f64 = 1.001_7;

/// The flows of a business case, period by period, and its rate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flows {
    /// What comes in less what goes out.
    pub net: Vec<f64>,
    /// What goes out in all.
    pub cost: f64,
    /// What comes in in all.
    pub gain: f64,
    /// By how much money of the next period is worth less.
    pub rate: f64,
}

impl Flows {
    /// Reads those of a case; none without any.
    pub fn of(case: &Described) -> Option<Self> {
        let mut flows = Self {
            rate: case.number(&CASE_RATE).map_or(USUAL_RATE, |rate| rate as f64 / 10_000.0),
            ..Self::default()
        };
        for row in case.rows(&CASE_FLOWS) {
            let amount = |field| Values(row).number(field).unwrap_or(0) as f64;
            let (out, gain) = (amount(&FLOW_OUT), amount(&FLOW_IN));
            flows.cost += out;
            flows.gain += gain;
            flows.net.push(gain - out);
        }
        (flows.cost != 0.0 || flows.gain != 0.0).then_some(flows)
    }

    /// (gain − cost) ÷ cost; none where nothing is spent.
    pub fn roi(&self) -> Option<f64> {
        (self.cost > 0.0).then(|| (self.gain - self.cost) / self.cost)
    }

    /// What it is worth now, at a rate: the sum of each flow ÷ (1 + rate) to the power of its period. None at −100 % and below, where nothing can be discounted.
    pub fn npv(&self, rate: f64) -> Option<f64> {
        if rate <= -1.0 {
            return None;
        }
        Some(self.net.iter().rev().fold(0.0, |sum, flow| sum / (1.0 + rate) + flow))
    }

    /// Every rate between −99 % and 1,000 % at which it is worth nothing: none and several are answers.
    pub fn irr(&self) -> Vec<f64> {
        let mut found = Vec::new();
        let worth = |rate: f64| self.npv(rate).unwrap_or(0.0);
        let signs = self.net.iter().filter(|flow| **flow != 0.0).map(|flow| *flow > 0.0);
        let signs: Vec<bool> = signs.collect();
        if signs.windows(2).all(|pair| pair.first() == pair.last()) {
            return found;
        }
        // Steps that grow with 1 + r: rates near −100 % lie close together.
        let mut high = LEAST_RATE;
        while high < MOST_RATE {
            let mut low = high;
            high = (1.0 + low) * STEP - 1.0;
            let (at_low, at_high) = (worth(low), worth(high));
            if at_low == 0.0 {
                found.push(low);
            } else if at_low * at_high < 0.0 {
                let mut above = high;
                for _ in 0..80 {
                    let middle = f64::midpoint(low, above);
                    if worth(middle) * at_low > 0.0 { low = middle } else { above = middle }
                }
                found.push(f64::midpoint(low, above));
            }
        }
        found
    }

    /// After how many periods what it cost has come back, money flowing evenly within each; discounted where a rate is given.
    /// None where it never does.
    pub fn payback(&self, rate: f64) -> Option<f64> {
        if rate <= -1.0 || self.cost <= 0.0 {
            return None;
        }
        let mut sum = 0.0;
        let mut worth = 1.0;
        let mut back = None;
        for (period, flow) in self.net.iter().enumerate() {
            let flow = flow * worth;
            worth /= 1.0 + rate;
            let before = sum;
            sum += flow;
            if sum < 0.0 {
                // What is lost again was not back for good.
                back = None;
            } else if back.is_none() && before < 0.0 {
                back = Some(period as f64 - 1.0 + -before / flow);
            } else if back.is_none() {
                back = Some(period as f64);
            }
        }
        back
    }

    /// The rate at which what goes out, discounted, would grow to what comes in, put out at the same rate; none without both.
    pub fn mirr(&self) -> Option<f64> {
        if self.rate <= -1.0 || self.net.len() < 2 {
            return None;
        }
        let last = self.net.len() - 1;
        let (mut out, mut gain) = (0.0, 0.0);
        for (period, flow) in self.net.iter().enumerate() {
            if *flow < 0.0 {
                out -= flow / (1.0 + self.rate).powi(period as i32);
            } else {
                gain += flow * (1.0 + self.rate).powi((last - period) as i32);
            }
        }
        if out <= 0.0 || gain <= 0.0 {
            return None;
        }
        // The root is looked for where it lies: no growth a period is larger than all of it at once.
        let (mut low, mut high) = (0.0_f64, (gain / out).max(1.0));
        for _ in 0..80 {
            let middle = f64::midpoint(low, high);
            if middle.powi(last as i32) < gain / out { low = middle } else { high = middle }
        }
        Some(high - 1.0)
    }
}

/// The internal rates of flows, in words.
pub fn irr_words(flows: &Flows) -> String {
    let rates: Vec<String> =
        flows.irr().iter().map(|rate| format!("{} %", decimal(rate * 100.0, 1))).collect();
    match rates.len() {
        0 => "none".to_owned(),
        1 => rates.concat(),
        _ => format!("{}: several", rates.join(" and ")),
    }
}

/// A time in periods, in words.
pub fn periods_words(periods: Option<f64>) -> String {
    match periods {
        None => "never".to_owned(),
        Some(periods) => match decimal(periods, 1).as_str() {
            "1" => "1 period".to_owned(),
            text => format!("{text} periods"),
        },
    }
}

/// What a price would bring, in hundredths of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Price × volume.
    pub revenue: i64,
    /// What is left of it after the cost of each and the fixed cost.
    pub profit: i64,
    /// From how many on it pays; none where each costs as much as it brings.
    pub break_even: Option<i64>,
}

impl Margin {
    /// Of a price, a volume, the cost of one and the fixed cost.
    pub fn of(price: i64, volume: i64, cost: i64, fixed: i64) -> Self {
        let each = price.saturating_sub(cost);
        let revenue = price.saturating_mul(volume);
        let profit = each.saturating_mul(volume).saturating_sub(fixed);
        let break_even = (each > 0).then(|| (fixed + each - 1).div_euclid(each));
        Self { revenue, profit, break_even }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flows(net: &[f64]) -> Flows {
        let gain = net.iter().filter(|flow| **flow > 0.0).sum();
        let cost = -net.iter().filter(|flow| **flow < 0.0).sum::<f64>();
        Flows { net: net.to_vec(), cost, gain, rate: 0.1 }
    }

    fn near(found: Option<f64>, expected: f64, off: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < off), "{found:?}, not {expected}");
    }

    #[test]
    fn published_returns() {
        let it = flows(&[-100.0, 10.0, 60.0, 80.0]);
        near(it.npv(0.1), 18.78, 0.005);
        near(it.irr().first().copied(), 0.181, 0.0005);
        assert_eq!(it.irr().len(), 1);
        near(it.payback(0.0), 2.375, 1e-9);
        near(it.payback(0.1), 2.6875, 0.001);
        near(it.mirr(), 0.165, 0.0005);
        near(it.roi(), 0.5, 1e-9);
    }

    #[test]
    fn none_and_several_are_answers() {
        assert!(flows(&[-10.0, -20.0]).irr().is_empty());
        assert!(flows(&[10.0, 20.0]).irr().is_empty());
        assert!(flows(&[100.0, -200.0, 150.0]).irr().is_empty(), "it is worth something at any rate");
        let two = flows(&[-1_000.0, 2_300.0, -1_320.0]).irr();
        assert_eq!(two.len(), 2);
        near(two.first().copied(), 0.1, 1e-6);
        near(two.get(1).copied(), 0.2, 1e-6);
    }

    #[test]
    fn what_never_comes_back_has_no_payback_and_what_cannot_be_discounted_no_worth() {
        assert_eq!(flows(&[-100.0, 40.0, 40.0]).payback(0.0), None);
        assert_eq!(flows(&[-10.0, -20.0]).payback(0.1), None);
        assert_eq!(flows(&[-100.0, 150.0, -80.0, 90.0]).payback(0.0), Some(2.0 + 30.0 / 90.0), "for good");
        assert_eq!(flows(&[-100.0, 150.0]).npv(-1.0), None);
        assert_eq!(flows(&[-10.0, -20.0]).mirr(), None);
    }

    #[test]
    fn a_price_pays_from_the_break_even_on() {
        let it = Margin::of(5_000, 100, 3_000, 90_000);
        assert_eq!(it, Margin { revenue: 500_000, profit: 110_000, break_even: Some(45) });
        assert_eq!(Margin::of(3_000, 10, 3_000, 1).break_even, None);
    }
}
