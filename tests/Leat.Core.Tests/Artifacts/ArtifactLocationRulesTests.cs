using System.Text.RegularExpressions;
using CsCheck;
using Leat.Core.Artifacts;

namespace Leat.Core.Tests.Artifacts;

public sealed partial class ArtifactLocationRulesTests
{
    private const string RunId = "0123456789abcdef0123456789abcdef";
    private const string OtherId = "fedcba9876543210fedcba9876543210";

    private static readonly string[] Pieces =
    [
        "mlflow-artifacts:", "s3:", "file:", "dbfs:", "hdfs:", "wasbs:", "http:", "C:", "/", "//", "///", "host", "host:5000", "5000", "a", "a b",
        "%20", "%2e%2e", "%2f", "%", "..", ".", "?", "?v=1", "&w=a/b", "\\", ":", "@", "artifacts", RunId, "models", "traces", "\u00fc", "+",
    ];

    private static readonly Gen<string> Locations =
        Gen.Int[0, Pieces.Length - 1].Array[1, 7].Select(indexes => string.Concat(indexes.Select(i => Pieces[i])));

    [Theory]
    [InlineData(" ", "is blank")]
    [InlineData("a\nb", "control character")]
    [InlineData(" s3://bucket/x", "begins with a blank")]
    [InlineData("runs:/ab/model", "names something that is kept")]
    [InlineData("models:/m/1", "names something that is kept")]
    [InlineData("mlflow-artifacts://5000/x", "port but no host")]
    [InlineData("mlflow-artifacts://:5000", "port but no host")]
    [InlineData("mlflow-artifacts:/../x", "outside of the server's artifacts")]
    [InlineData("mlflow-artifacts:/a/%2e%2e/%2e%2e", "outside of the server's artifacts")]
    [InlineData("s3:/bucket/x", "names no bucket")]
    [InlineData("s3:", "names no bucket")]
    [InlineData("gs:///x", "names no bucket")]
    [InlineData("sftp:/x", "names no host")]
    [InlineData("https:///x", "names no host")]
    [InlineData("file:", "names no directory")]
    [InlineData("file://elsewhere/x", "names no directory")]
    [InlineData("file:///x/%ff", "names no directory")]
    [InlineData($"mlflow-artifacts:/1/{RunId}/artifacts", "lies in the files of")]
    [InlineData($"/data/1/{RunId}/./artifacts//more", "lies in the files of")]
    [InlineData($"s3://b/x?v=1/{RunId}/artifacts", "lies in the files of")]
    public void A_location_where_no_run_could_keep_files_has_a_fault(string location, string fault) =>
        ArtifactLocationRules.FindFault(location).ShouldNotBeNull().ShouldContain(fault);

    [Theory]
    [InlineData("mlflow-artifacts:/")]
    [InlineData("mlflow-artifacts:///")]
    [InlineData("mlflow-artifacts:/a/../b")]
    [InlineData("mlflow-artifacts://host:5000/")]
    [InlineData("mlflow-artifacts:/models/resnet/artifacts")]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/..")]
    [InlineData("s3://bucket/a b?v=1")]
    [InlineData("dbfs:/../x")]
    [InlineData("dbfs:/")]
    [InlineData("hdfs:/x")]
    [InlineData("hdfs://n:8020/x")]
    [InlineData("wasbs://c@a.blob.core.windows.net/x")]
    [InlineData("file:///srv/a%20b")]
    [InlineData("file:x")]
    [InlineData("../x")]
    [InlineData("/srv/p?x=y")]
    [InlineData("C:\\data")]
    [InlineData("plugin:anything")]
    public void Any_other_has_none(string location) => ArtifactLocationRules.FindFault(location).ShouldBeNull();

    [Fact]
    public void Wherever_a_location_is_accepted_files_of_different_things_never_share_a_prefix() =>
        Gen.Select(Locations, Locations).Sample(
            (first, second) =>
            {
                if (!IsAccepted(first) || !IsAccepted(second))
                    return;
                (first, second) = (ArtifactUri.ToAbsolute(first), ArtifactUri.ToAbsolute(second));
                (string Id, string Uri)[] places =
                [
                    (RunId, ArtifactUri.OfRun(first, RunId)), (OtherId, ArtifactUri.OfRun(second, OtherId)),
                    ("m-" + RunId, ArtifactUri.OfModel(first, "m-" + RunId)), ("m-" + OtherId, ArtifactUri.OfModel(second, "m-" + OtherId)),
                    ("tr-" + RunId, ArtifactUri.OfTrace(first, "tr-" + RunId)), ("tr-" + OtherId, ArtifactUri.OfTrace(second, "tr-" + OtherId)),
                ];
                foreach (var (id, uri) in places)
                {
                    ArtifactLocationRules.FindFaultOfOwn(uri, id).ShouldBeNull(uri);
                    var folder = PlaceOf(uri) + "/";
                    places.Any(other => other.Id != id && (PlaceOf(other.Uri) + "/").StartsWith(folder, StringComparison.Ordinal)).ShouldBeFalse(uri);
                }
            },
            iter: 5_000);

    [Fact]
    public void A_joined_location_keeps_scheme_host_and_query() =>
        Locations.Sample(
            text =>
            {
                if (!IsAccepted(text))
                    return;
                var location = ArtifactLocation.Parse(ArtifactUri.ToAbsolute(text));
                var run = ArtifactLocation.Parse(ArtifactUri.OfRun(location.Text, RunId));

                run.Scheme.ShouldBe(location.Scheme);
                run.Authority.ShouldBe(location.Authority);
                run.Query.ShouldBe(location.Query == "?" ? "" : location.Query);
                run.Path.ShouldStartWith(location.Path);
                run.Around("artifacts").ShouldNotBeNull().ShouldNotBe(run.Text);
            },
            iter: 5_000);

    /// <summary>Where a place really is: scheme, host and the folded path.</summary>
    private static string PlaceOf(string uri)
    {
        var location = ArtifactLocation.Parse(uri);
        var folded = new List<string>();
        var isEncoded = location.Scheme.Length > 0 && Escape.Count(location.Path) == location.Path.Count(letter => letter == '%');
        foreach (var segment in (isEncoded ? Uri.UnescapeDataString(location.Path) : location.Path).Replace('\\', '/').Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
                folded.Add(segment);
            else if (folded.Count > 0)
                folded.RemoveAt(folded.Count - 1);
        }

        return $"{location.Scheme}://{location.Authority}/{string.Join('/', folded)}";
    }

    private static bool IsAccepted(string location)
    {
        try
        {
            ExperimentRules.CheckArtifactLocation(location, InputLimits.Default);
            return true;
        }
        catch (LeatException)
        {
            return false;
        }
    }

    [GeneratedRegex("%[0-9a-fA-F]{2}")]
    private static partial Regex Escape { get; }
}
