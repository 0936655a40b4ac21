namespace Leat.Core.Search;

/// <summary>Turns conditions that compare with a text or a list into predicates on text.</summary>
internal static class TextPredicates
{
    public static Predicate<string> Of(Condition condition) => condition switch
    {
        TextCondition { Comparator: Comparator.Equal } equal => text => text == equal.Value,
        TextCondition { Comparator: Comparator.NotEqual } notEqual => text => text != notEqual.Value,
        TextCondition { Comparator: Comparator.Like } like => new LikePattern(like.Value).IsMatch,
        TextCondition { Comparator: Comparator.ILike } like => new LikePattern(like.Value, ignoreCase: true).IsMatch,
        TextCondition { Comparator: Comparator.RLike } like => new SafeRegex(like.Value).IsMatch,
        ListCondition { Comparator: Comparator.In } list => list.Values.ToHashSet(StringComparer.Ordinal).Contains,
        ListCondition { Comparator: Comparator.NotIn } list => NotIn(list),
        _ => throw new ArgumentException($"{condition} cannot be tested on a text.", nameof(condition)),
    };

    private static Predicate<string> NotIn(ListCondition list)
    {
        var values = list.Values.ToHashSet(StringComparer.Ordinal);
        return text => !values.Contains(text);
    }
}
