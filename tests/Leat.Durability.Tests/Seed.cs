using System.Globalization;

namespace Leat.Durability.Tests;

/// <summary>The random seed of a test, printed so that a failure can be repeated with <c>LEAT_TEST_SEED</c>.</summary>
internal static class Seed
{
    public static int Draw()
    {
        var given = Environment.GetEnvironmentVariable("LEAT_TEST_SEED");
        var seed = int.TryParse(given, NumberStyles.Integer, CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"LEAT_TEST_SEED={seed}");
        return seed;
    }
}
