namespace Leat.Core;

/// <summary>Generates names such as <c>bold-crow-12</c> for unnamed runs.</summary>
public static class RunNames
{
    private const int MaxLength = 20;

    private static readonly string[] Adjectives =
    [
        "able", "agile", "amber", "apt", "azure", "bold", "brave", "brisk", "calm", "clean", "clear", "clever", "cosy",
        "crisp", "deep", "eager", "early", "fair", "fast", "fine", "firm", "fleet", "fond", "frank", "fresh", "gentle",
        "glad", "golden", "grand", "great", "green", "handy", "happy", "hardy", "hazel", "jolly", "keen", "kind", "late",
        "light", "lively", "loyal", "lucid", "lucky", "mellow", "merry", "mild", "neat", "nimble", "noble", "patient",
        "placid", "plucky", "polite", "proud", "quick", "quiet", "rapid", "ready", "rosy", "royal", "serene", "sharp",
        "silver", "sincere", "sleek", "smart", "smooth", "snug", "solid", "spry", "stable", "steady", "still", "stout",
        "sunny", "swift", "tidy", "trim", "true", "upbeat", "vivid", "warm", "wise", "witty", "young", "zesty",
    ];

    private static readonly string[] Nouns =
    [
        "alder", "ant", "ash", "badger", "bass", "bear", "beech", "bee", "birch", "bream", "brook", "carp", "cedar",
        "colt", "conduit", "crane", "creek", "crow", "dale", "deer", "dove", "duck", "eagle", "eel", "elk", "elm", "ermine",
        "falcon", "fen", "fern", "ferret", "finch", "fir", "flume", "ford", "fox", "frog", "gate", "glen", "goose", "grain",
        "grouse", "gull", "hare", "hawk", "hazel", "heron", "hill", "hob", "ibis", "ivy", "jay", "kite", "lark", "leat",
        "linnet", "lynx", "marsh", "mill", "miller", "mink", "mole", "moor", "moth", "newt", "oak", "oat", "otter", "owl",
        "perch", "pike", "pine", "plover", "pond", "quail", "race", "raven", "reed", "roach", "robin", "rook", "rye",
        "seal", "shrew", "sluice", "snipe", "spring", "stoat", "stone", "stork", "stream", "swan", "swift", "tench",
        "tern", "toad", "trout", "vale", "vole", "weir", "wheel", "willow", "wren", "yew",
    ];

    /// <summary>An adjective, a noun and a number from 0 to 1000, in lower case, at most 20 characters.</summary>
    public static string Random() => Random(System.Random.Shared);

    internal static string Random(Random random)
    {
        // Names are labels, not secrets, so a fast generator will do. The longest pair with a number fits the limit.
        var name = $"{Adjectives[random.Next(Adjectives.Length)]}-{Nouns[random.Next(Nouns.Length)]}-{random.Next(1001)}";
        return name.Length <= MaxLength ? name : Random(random);
    }
}
