using System.Globalization;
using System.Text;
using Leat.Conformance.Tests.Matching;

namespace Leat.Conformance.Tests.Playing;

/// <summary>A step whose response differs from the recording, or after which the scenario could not continue.</summary>
internal sealed record ScenarioProblem(
    int Step, string Request, string Note, string Answer, IReadOnlyList<Difference> Differences, string? Stop)
{
    private const int MostShown = 12;

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"step {Step}  {Request}");
        if (Note.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"   # {Note}");
        if (Stop is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n  stopped: {Stop}");
        foreach (var (path, expected, got) in Differences.Take(MostShown))
            text.Append(CultureInfo.InvariantCulture, $"\n  {path}\n    expected  {expected}\n    got       {got}");
        if (Differences.Count > MostShown)
            text.Append(CultureInfo.InvariantCulture, $"\n  ... {Differences.Count - MostShown} more");
        if (Answer.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n  answer: {Answer}");
        return text.ToString();
    }
}
