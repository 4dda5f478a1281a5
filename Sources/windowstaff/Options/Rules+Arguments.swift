public import ArgumentParser
public import Rules

extension Language: ExpressibleByArgument {}

extension YearMonth: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
