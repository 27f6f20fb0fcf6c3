//! Moving one among others.

/// Moves one of a list up (negative) or down as far as there are others, and gives its new place.
///
/// `from` is a place of the list.
pub fn step_among<T>(list: &mut Vec<T>, from: usize, by: isize) -> usize {
    let to = from.saturating_add_signed(by).min(list.len() - 1);
    let moved = list.remove(from);
    list.insert(to, moved);
    to
}

#[cfg(test)]
mod tests {
    use super::step_among;

    #[test]
    fn one_goes_as_far_as_there_are_others() {
        let mut list = vec![1, 2, 3];
        assert_eq!((step_among(&mut list, 0, 1), list.as_slice()), (1, [2, 1, 3].as_slice()));
        assert_eq!((step_among(&mut list, 1, 9), list.as_slice()), (2, [2, 3, 1].as_slice()));
        assert_eq!((step_among(&mut list, 2, -9), list.as_slice()), (0, [1, 2, 3].as_slice()));
    }
}
