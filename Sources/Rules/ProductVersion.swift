/// This program's version, as results, answers and `--version` give it.
public enum ProductVersion {
  public static let text = "1.0.0"
}
