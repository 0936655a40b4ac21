namespace Leat.Server;

/// <summary>Marks a route whose answers can be large enough to be worth compressing.</summary>
internal sealed class LargeAnswer
{
    private LargeAnswer()
    {
    }

    public static LargeAnswer Instance { get; } = new();
}
