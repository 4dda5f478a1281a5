import ScorerABI
