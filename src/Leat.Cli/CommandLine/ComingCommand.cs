using System.CommandLine;
using Leat.Core;

namespace Leat.Cli.CommandLine;

/// <summary>A command of <c>mlflow</c> that Leat does not have yet. It says so, whatever arguments follow.</summary>
internal sealed class ComingCommand : Command
{
    public ComingCommand(string word)
        : base(word, SentenceOf(word))
    {
        Hidden = true;
        TreatUnmatchedTokensAsErrors = false;
        SetAction((_, _) => Task.FromException<int>(new LeatException(ErrorCode.NotImplemented, SentenceOf(word))));
    }

    /// <summary>The commands of <c>mlflow</c> that work on what is tracked.</summary>
    public static IReadOnlyList<string> Words { get; } = ["scorers", "traces"];

    private static string SentenceOf(string word) =>
        $"'leat {word}' is not there yet; it comes. Until then 'mlflow {word}' works on a Leat server whose address MLFLOW_TRACKING_URI holds.";
}
