# Flags and helpers of the project's own build. A plugin outside this tree uses PasserelleConfig.cmake.
option(PASSERELLE_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(PASSERELLE_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
# Installed folders are not for others to write, whatever the umask.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
endif()

add_library(passerelle-flags INTERFACE)
target_compile_options(passerelle-flags INTERFACE
    -Wall -Wextra -Wpedantic -Werror -Wconversion -Wshadow -Wvla -Wundef -Wcast-qual -Wformat=2
    -Wimplicit-fallthrough
    $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>
    -fstack-protector-strong)
target_compile_options(passerelle-flags INTERFACE
    $<$<AND:$<CONFIG:Release>,$<NOT:$<BOOL:${PASSERELLE_SANITIZE}>>>:-D_FORTIFY_SOURCE=2 -fstack-clash-protection>)
target_compile_definitions(passerelle-flags INTERFACE _GNU_SOURCE)
target_link_options(passerelle-flags INTERFACE LINKER:-z,relro,-z,now)
if(PASSERELLE_SANITIZE)
    target_compile_options(passerelle-flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(passerelle-flags INTERFACE -fsanitize=address,undefined)
endif()
if(PASSERELLE_FUZZ)
    target_compile_options(passerelle-flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined
        -fno-sanitize-recover=all)
    target_link_options(passerelle-flags INTERFACE -fsanitize=address,undefined)
endif()

# The optimised program is optimised as a whole (7 % of a reading's time); its objects also hold ordinary code, so that
# the many test programs link in no time.
set(PASSERELLE_WHOLE $<AND:$<CONFIG:Release>,$<C_COMPILER_ID:GNU>,$<NOT:$<BOOL:${PASSERELLE_SANITIZE}>>>)

# passerelle_plugin(NAME SOURCES…): a plugin of this tree. It sees the SDK's headers and links to nothing of ours.
function(passerelle_plugin name)
    add_library(${name} MODULE ${ARGN})
    set_target_properties(${name} PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins)
    target_link_libraries(${name} PRIVATE passerelle-flags passerelle-sdk)
    target_link_options(${name} PRIVATE LINKER:-z,now,--exclude-libs,ALL)
    if(NOT PASSERELLE_SANITIZE AND NOT PASSERELLE_FUZZ)
        target_link_options(${name} PRIVATE LINKER:--no-undefined)
    endif()
    # The host refuses a plugin that others may write, whatever the umask it was built under.
    add_custom_command(TARGET ${name} POST_BUILD VERBATIM
        COMMAND chmod go-w $<TARGET_FILE:${name}> $<TARGET_FILE_DIR:${name}>)
endfunction()
