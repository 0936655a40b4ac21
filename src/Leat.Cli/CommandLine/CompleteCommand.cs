using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary><c>leat complete "leat ru"</c>: what may follow, a line each. The scripts of <c>leat completion</c> call it.</summary>
internal sealed class CompleteCommand : Command
{
    private readonly Argument<string> _line = new("LINE") { Description = "The command line up to the cursor." };

    public CompleteCommand()
        : base("complete", "Says what may follow in a command line.")
    {
        Hidden = true;
        Add(_line);
        SetAction(result =>
        {
            foreach (var word in After(result.RootCommandResult.Command, result.GetRequiredValue(_line)))
                result.InvocationConfiguration.Output.WriteLine(word);
            return ExitCode.Done;
        });
    }

    private static IEnumerable<string> After(Command root, string line)
    {
        // The first word is the program itself, however it was called.
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        var words = blank < 0 ? "" : line[(blank + 1)..];
        var begun = words[(words.LastIndexOf(' ') + 1)..];
        return root.Parse(words).GetCompletions(words.Length)
            .Select(completion => completion.InsertText ?? completion.Label)
            .Where(word => word.StartsWith(begun, StringComparison.Ordinal) && word.Length > 1 && (begun.StartsWith('-') || !word.StartsWith('-')))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
    }
}
