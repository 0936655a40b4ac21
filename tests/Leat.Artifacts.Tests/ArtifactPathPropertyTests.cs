using CsCheck;
using Leat.Artifacts.Specification;
using Leat.Core;
using Leat.Core.Artifacts;

namespace Leat.Artifacts;

public sealed class ArtifactPathPropertyTests
{
    private static readonly string[] Pieces =
    [
        "..", ".", "/", "\\", "%", "%2e", "%2E", "%2f", "%5c", "%25", "%252e", "%00", "%0a", "%c0%ae", "%C2%85",
        "C:", "file:", "#", "a", "é", "\u0085", "\n", "~",
    ];

    private static readonly Gen<string> Hostile =
        Gen.Int[0, Pieces.Length - 1].Array[0, 8].Select(indexes => string.Concat(indexes.Select(i => Pieces[i])));

    [Fact]
    public void Whatever_passes_stays_below_the_root_and_is_its_own_normal_form() =>
        Hostile.Sample(
            path =>
            {
                if (TryParse(path) is not { } parsed)
                    return;
                ArtifactPath.ParseFile(parsed).ShouldBe(parsed);
                parsed.Split('/').ShouldNotContain("..");
                var full = Path.GetFullPath(Path.Combine("/store", parsed));
                full.ShouldBe("/store/" + parsed);
            },
            iter: 20_000);

    [Fact]
    public void A_path_that_passes_survives_the_way_through_a_url() =>
        Hostile.Sample(
            path =>
            {
                if (TryParse(path) is { } parsed)
                    ArtifactPath.ParseFile(ArtifactPath.DecodeOnce(ArtifactPath.EscapeForUrl(parsed))).ShouldBe(parsed);
            },
            iter: 20_000);

    [Fact]
    public void Every_name_that_climbs_nowhere_passes() =>
        LinuxNames.Any.Sample(name => ArtifactPath.ParseFile("dir/" + name).ShouldBe("dir/" + name), iter: 20_000);

    private static string? TryParse(string path)
    {
        try
        {
            return ArtifactPath.ParseFile(path);
        }
        catch (LeatException)
        {
            return null;
        }
    }
}
