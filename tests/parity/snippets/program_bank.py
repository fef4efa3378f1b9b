"""A small program: classes, exceptions, formatting, a report."""


class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f"need {needed:.2f}, have {available:.2f}")
        self.shortfall = needed - available


class Account:
    interest = 0.02
    _next = 1000

    def __init__(self, owner, balance=0):
        self.owner, self.balance, self.history = owner, balance, []
        self.number = Account._next
        Account._next += 1

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"invalid amount: {amount!r}")
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount, self.balance)
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def __str__(self):
        return f"#{self.number} {self.owner:<8}{self.balance:>12,.2f}"


class Savings(Account):
    interest = 0.05

    def accrue(self, years=1):
        for _ in range(years):
            self.deposit(round(self.balance * self.interest, 2))


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, kind, *args):
        account = kind(*args)
        self.accounts[account.number] = account
        return account

    def transfer(self, source, target, amount):
        try:
            source.withdraw(amount)
        except InsufficientFunds as error:
            print(f"refused: {error} (short by {error.shortfall})")
            return False
        else:
            target.deposit(amount)
            return True
        finally:
            print("transfer attempted")


bank = Bank()
ann = bank.open(Account, "Ann", 100)
bob = bank.open(Savings, "Bob", 2500.5)
print(bank.transfer(bob, ann, 500.25), bank.transfer(ann, bob, 10_000))
bob.accrue(3)
try:
    ann.deposit(-5)
except ValueError as error:
    print(error)
for account in sorted(bank.accounts.values(), key=lambda a: -a.balance):
    print(account, account.history)
