//! The C3 linearisation of bases.

use super::ClassRef;

/// Merges the orders of the bases and the bases themselves; `None` where they contradict each other.
pub(crate) fn merge(mut orders: Vec<Vec<ClassRef>>, bases: &[ClassRef]) -> Option<Vec<ClassRef>> {
    orders.push(bases.to_vec());
    let mut result = Vec::new();
    loop {
        orders.retain(|order| !order.is_empty());
        if orders.is_empty() {
            return Some(result);
        }
        let next = candidate(&orders)?;
        for order in &mut orders {
            if order[0] == next {
                order.remove(0);
            }
        }
        result.push(next);
    }
}

/// The first head that stands in no order's tail.
fn candidate(orders: &[Vec<ClassRef>]) -> Option<ClassRef> {
    let heads = orders.iter().map(|order| order[0]);
    heads.into_iter().find(|head| !orders.iter().any(|order| order[1..].contains(head)))
}

/// The bases that no order could place, as CPython's error names them.
pub(crate) fn unplaced(orders: Vec<Vec<ClassRef>>, bases: &[ClassRef]) -> Vec<ClassRef> {
    let mut orders = orders;
    orders.push(bases.to_vec());
    loop {
        orders.retain(|order| !order.is_empty());
        let Some(next) = candidate(&orders) else { break };
        for order in &mut orders {
            if order[0] == next {
                order.remove(0);
            }
        }
    }
    let mut heads = Vec::new();
    for order in &orders {
        if !heads.contains(&order[0]) {
            heads.push(order[0]);
        }
    }
    heads
}
