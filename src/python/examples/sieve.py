"""The primes below a bound, and how often each last digit occurs among them."""


def primes_below(bound: int) -> list[int]:
    """All primes below `bound`, by the sieve of Eratosthenes."""
    is_prime = [True] * bound
    found = []
    for number in range(2, bound):
        if is_prime[number]:
            found.append(number)
            for multiple in range(number * number, bound, number):
                is_prime[multiple] = False
    return found


def count_last_digits(numbers: list[int]) -> dict[int, int]:
    """Each last digit among `numbers`, with how often it occurs."""
    counts: dict[int, int] = {}
    for number in numbers:
        digit = number % 10
        counts[digit] = counts.get(digit, 0) + 1
    return counts


if __name__ == "__main__":
    primes = primes_below(20000)
    print(len(primes), primes[-1], sum(primes))
    for digit, count in sorted(count_last_digits(primes).items()):
        print(f"{digit}: {count}")
