namespace Leat.Cli.CommandLine;

/// <summary>Keeps values that look like options attached to their option.</summary>
/// <remarks><c>--gunicorn-opts "--workers=4"</c> is valid for MLflow. Our parser would read the value as our own <c>--workers</c> unless it
/// is written <c>--gunicorn-opts=--workers=4</c>.</remarks>
internal static class ValueTokens
{
    private static readonly string[] TakesAnything = ["--gunicorn-opts", "--uvicorn-opts", "--waitress-opts"];

    public static List<string> Join(IReadOnlyList<string> args)
    {
        var joined = new List<string>(args.Count);
        for (var i = 0; i < args.Count; i++)
        {
            var takesNext = TakesAnything.Contains(args[i], StringComparer.Ordinal) && i + 1 < args.Count;
            joined.Add(takesNext ? $"{args[i]}={args[++i]}" : args[i]);
        }
        return joined;
    }
}
