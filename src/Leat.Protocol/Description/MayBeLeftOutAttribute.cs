namespace Leat.Protocol;

/// <summary>Says that an answer may come without this field. Lists and maps always may, as they are left out when empty; anything else
/// is always there.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MayBeLeftOutAttribute : Attribute;
