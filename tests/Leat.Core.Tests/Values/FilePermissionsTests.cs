namespace Leat.Core.Tests.Values;

public sealed class FilePermissionsTests
{
    [Theory]
    [InlineData("600", 0x180, 0x1C0)]
    [InlineData("0640", 0x1A0, 0x1E8)]
    [InlineData("660", 0x1B0, 0x1F8)]
    [InlineData("644", 0x1A4, 0x1ED)]
    public void Three_octal_digits_say_them(string octal, int file, int folder)
    {
        FilePermissions.TryParse(octal, out var permissions).ShouldBeTrue();

        ((int)permissions!.File).ShouldBe(file);
        ((int)permissions.Folder).ShouldBe(folder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("6")]
    [InlineData("400")]
    [InlineData("700")]
    [InlineData("620")]
    [InlineData("1640")]
    [InlineData("6 0")]
    public void Any_other_text_says_none(string text) => FilePermissions.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Only_the_owner_is_let_in_by_default() =>
        FilePermissions.OwnerOnly.File.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
}
