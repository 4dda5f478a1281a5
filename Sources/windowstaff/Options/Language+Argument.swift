public import ArgumentParser
public import Rules

extension Language: ExpressibleByArgument {}
